package check

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/internal/walk"
)

// momentsMax is how many states of a behaviour are told one by one.
const momentsMax = 10_000

// outcome is what the command is told of a replay: the report, and where it asks for it each state on the way.
func (r replayed) outcome(stepwise bool) side.Outcome {
	o := side.Outcome{Trace: r.course.trace.String(), Relaxed: r.course.trace.Note != ""}
	o.Text, o.Exit = r.report()
	if !stepwise || len(r.course.states) > momentsMax {
		return o
	}
	for i, st := range r.course.states {
		o.Moments = append(o.Moments, r.moment(st, i))
	}
	if r.course.fault != nil { // the last step leads nowhere
		last := o.Moments[len(o.Moments)-1]
		o.Moments = append(o.Moments, side.Moment{Step: r.step(len(r.course.states)), State: last.State, InFlight: last.InFlight, Says: sayings(r.judged), Taken: -1})
	}
	return o
}

func (r replayed) step(number int) string {
	return diagram.Words(r.course.trace.Steps[number-1])
}

// moment is the state after so many steps.
func (r replayed) moment(st step.State, number int) side.Moment {
	p := r.pass
	m := side.Moment{State: p.parts(st), InFlight: p.inFlight(st), Taken: -1}
	if number > 0 {
		m.Step = r.step(number)
	}
	for _, s := range p.sys.Steps(st, step.Listed, p.reactor()) {
		m.Enabled = append(m.Enabled, diagram.Words(telling.Describe(p.sys, st, s)))
	}
	if number < len(r.course.trace.Steps) {
		m.Taken = r.course.trace.Steps[number].Number
	}
	m.Says = sayings(p.judgeAt(st))
	return m
}

// parts are a state of the whole in words.
func (p *pass) parts(st step.State) (parts []side.Part) {
	for _, part := range walk.Parts(p.sys, st) {
		name := part.Name
		switch {
		case p.sys.Machine():
			name = "state"
		case part.Lane != "" && part.Name != "":
			name = part.Lane + "'s " + part.Name
		case part.Lane != "":
			name = part.Lane
		}
		parts = append(parts, side.Part{Name: name, Text: part.Text})
	}
	return parts
}

// inFlight are the messages, by receiver and sender.
func (p *pass) inFlight(st step.State) (messages []string) {
	for _, m := range walk.InFlight(p.sys, st) {
		messages = append(messages, fmt.Sprintf("%s -> %s %s", m.From, m.To, m.What))
	}
	return messages
}

func sayings(judged []evidence.Record) (all []string) {
	for _, record := range judged {
		all = append(all, strings.TrimRight(said(record), "\n"))
	}
	return all
}
