package check

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
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
	return words(r.course.trace.Steps[number-1])
}

// moment is the state after so many steps.
func (r replayed) moment(st step.State, number int) side.Moment {
	p := r.pass
	m := side.Moment{State: p.parts(st), InFlight: p.inFlight(st), Taken: -1}
	if number > 0 {
		m.Step = r.step(number)
	}
	for _, s := range p.sys.Steps(st, step.Listed, p.reactor()) {
		m.Enabled = append(m.Enabled, words(telling.Describe(p.sys, st, s)))
	}
	if number < len(r.course.trace.Steps) {
		m.Taken = r.course.trace.Steps[number].Number
	}
	m.Says = sayings(p.judgeAt(st))
	return m
}

// parts are a state of the whole in words: each participant with its disk, timers and choices, then the world, then what is left of
// budgets.
func (p *pass) parts(st step.State) (parts []side.Part) {
	add := func(name, text string) { parts = append(parts, side.Part{Name: name, Text: text}) }
	for i, actor := range p.sys.Actors {
		if p.sys.Machine() {
			add("state", trace.FormatState(p.sys.StateValue(i, st.Locals[i].State)))
			continue
		}
		p.ownParts(i, st.Locals[i], func(what, text string) { add(string(actor.ID)+what, text) })
	}
	var cut []string
	for _, pair := range st.World.Cut {
		cut = append(cut, fmt.Sprintf("%s -> %s", p.sys.Actors[pair/len(p.sys.Actors)].ID, p.sys.Actors[pair%len(p.sys.Actors)].ID))
	}
	if len(cut) > 0 {
		add("cut", strings.Join(cut, ", "))
	}
	if st.World.Now > 0 {
		add("time", fmt.Sprintf("%d ms", st.World.Now))
	}
	for i, cell := range p.sys.Cells() {
		name := cell.Failure.String()
		if cell.Scope != "" {
			name += " of " + cell.Scope
		}
		add(name+" left", fmt.Sprint(st.Left[i]))
	}
	return parts
}

// ownParts are what one participant is and has.
func (p *pass) ownParts(actor int, local step.Local, add func(what, text string)) {
	if !local.Up {
		add("", "down")
	} else {
		add("", trace.FormatState(p.sys.StateValue(actor, local.State)))
	}
	if p.sys.DisksKept(actor) {
		add("'s disk", telling.Entries(p.sys, local.Disk))
		var left []string
		for _, disk := range local.Pending {
			left = append(left, telling.Entries(p.sys, disk))
		}
		if len(left) > 0 {
			add("'s disk if power fails", strings.Join(left, " or "))
		}
	}
	if len(local.Timers) > 0 {
		add("'s timers", strings.Join(local.Timers, ", "))
	}
	for _, choice := range local.Choices {
		var options []string
		for _, option := range choice.Options {
			options = append(options, trace.Format(p.sys.Fresh(option)))
		}
		add("'s choice "+choice.Key, strings.Join(options, " or "))
	}
	if local.Clock > 0 {
		add("'s clock", fmt.Sprintf("%d ms", local.Clock))
	}
}

// inFlight are the messages, by receiver and sender.
func (p *pass) inFlight(st step.State) (messages []string) {
	for to, inbox := range st.Inboxes {
		for _, e := range inbox {
			if from, message, ok := p.sys.OfKind(e, nil); ok {
				messages = append(messages, fmt.Sprintf("%s -> %s %s", p.sys.Actors[from].ID, p.sys.Actors[to].ID, trace.Format(p.sys.Fresh(message))))
			}
		}
	}
	return messages
}

func sayings(judged []evidence.Record) (all []string) {
	for _, record := range judged {
		all = append(all, strings.TrimRight(said(record), "\n"))
	}
	return all
}
