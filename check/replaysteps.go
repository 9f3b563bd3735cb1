package check

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/internal/walk"
)

// momentsMax is how many states of a behaviour are told one by one.
const momentsMax = 10_000

// stepwise makes a replay tell each state on the way.
func stepwise(c *config) { c.stepwise = true }

// judgeEach asks every property about each state on the way, where each is to be told. That is a part of the pass, since a property
// may read on the way what it does not read at the end.
func (p *pass) judgeEach(states []step.State) (says [][]evidence.Record) {
	if !p.config.stepwise || len(states) > momentsMax {
		return nil
	}
	for _, st := range states {
		says = append(says, append(p.judgeAt(st), p.laterRecords()...))
	}
	return says
}

// laterRecords say of each Recovers why one state on the way does not answer it.
func (p *pass) laterRecords() (all []evidence.Record) {
	for _, property := range p.source.Properties {
		if property.Kind == assay.KindRecovers {
			all = append(all, evidence.Record{System: p.sys.Name, Property: property.Name, Verdict: evidence.Unknown, Why: aboutTheRest})
		}
	}
	return all
}

// outcome is what the command is told of a replay: the report, and where it asked for it each state on the way.
func (r replayed) outcome() side.Outcome {
	o := side.Outcome{Trace: r.course.trace.String(), Relaxed: r.course.trace.Note != ""}
	o.Text, o.Exit = r.report()
	for i := range r.says {
		o.Moments = append(o.Moments, r.moment(i))
	}
	if len(o.Moments) == 0 {
		return o
	}
	last := &o.Moments[len(o.Moments)-1]
	if r.course.fault != nil { // the last step leads nowhere
		o.Moments = append(o.Moments, side.Moment{Step: r.step(len(r.course.states)), State: last.State, InFlight: last.InFlight, Taken: -1})
		last = &o.Moments[len(o.Moments)-1]
	}
	last.Says = sayings(r.judged) // as the report
	return o
}

func (r replayed) step(number int) string {
	return diagram.Words(r.course.trace.Steps[number-1])
}

// moment is the state after so many steps.
func (r replayed) moment(number int) side.Moment {
	p, st := r.pass, r.course.states[number]
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
	m.Says = sayings(r.says[number])
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
