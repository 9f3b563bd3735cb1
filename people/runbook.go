package people

import (
	"fmt"
	"slices"
	"time"
)

// Runbook is what an operator should do in the environment E, step by step:
//
//	people.Runbook[Production]{}.
//		Look("health", people.Is("good")).
//		Do(people.Promote[Production]("v2"))
//
// It is data. Each method gives a longer Runbook and leaves this one as it was.
type Runbook[E any] struct{ steps []instruction }

type instruction struct {
	What   doing
	Label  string // of a mark, or where a GoTo leads
	Else   string // where a step leads that does not go well; "" is the end
	Order  Order
	Signal string
	Want   Condition
	For    time.Duration
	Gain   float64 // adjust: how much of what is missing is ordered
	Aim    float64 // adjust: what the signal should be
	Checks bool    // do: the dry run comes first, and must touch what is meant
}

type doing uint8

const (
	doMark doing = iota
	doOrder
	doLook
	doWait
	doGoTo
	doAdjust
)

// End is the label of the end of every Runbook.
const End = ""

func (r Runbook[E]) with(step instruction) Runbook[E] {
	return Runbook[E]{append(slices.Clip(slices.Clone(r.steps)), step)}
}

// Mark names this place, so that GoTo and Otherwise can lead here.
func (r Runbook[E]) Mark(label string) Runbook[E] {
	return r.with(instruction{What: doMark, Label: label})
}

// Do orders an act and waits for what becomes of it. Refused, the operator goes where Otherwise says, or is done.
func (r Runbook[E]) Do(act Act[E]) Runbook[E] {
	return r.with(instruction{What: doOrder, Order: act.order})
}

// Rehearse is Do after a dry run: where the difference does not touch just the act's own targets, the operator does not go on to order it.
func (r Runbook[E]) Rehearse(act Act[E]) Runbook[E] {
	return r.with(instruction{What: doOrder, Order: act.order, Checks: true})
}

// Look reads a signal until it is of good quality, and goes on if it is as expected. If not, the operator goes where Otherwise says, or
// is done.
func (r Runbook[E]) Look(signal string, want Condition) Runbook[E] {
	return r.with(instruction{What: doLook, Signal: signal, Want: want})
}

// Otherwise is where the step before it leads when it does not go well.
func (r Runbook[E]) Otherwise(label string) Runbook[E] {
	if len(r.steps) == 0 {
		return r.with(instruction{What: doMark, Else: label}) // there is no step before it, which the spawned participant says
	}
	longer := Runbook[E]{slices.Clone(r.steps)}
	longer.steps[len(longer.steps)-1].Else = label
	return longer
}

// Adjust sets a value of the configuration by a share of what the last reading of a signal that the operator believes lacks to the aim: a
// controller, if it stands in a loop.
func (r Runbook[E]) Adjust(key, signal string, aim, gain float64) Runbook[E] {
	order := act[E](Order{Verb: VerbSet, Key: key, By: true}, nil).order
	return r.with(instruction{What: doAdjust, Order: order, Signal: signal, Aim: aim, Gain: gain})
}

// Wait does nothing for a while.
func (r Runbook[E]) Wait(d time.Duration) Runbook[E] {
	return r.with(instruction{What: doWait, For: d})
}

// Work does something that takes a while and that the control plane does not see, in words such as "change the fuse".
func (r Runbook[E]) Work(what string, d time.Duration) Runbook[E] {
	return r.with(instruction{What: doWait, For: d, Label: what})
}

// GoTo goes on at a mark.
func (r Runbook[E]) GoTo(label string) Runbook[E] {
	return r.with(instruction{What: doGoTo, Label: label})
}

// String is a step of a runbook in words.
func (s instruction) String() string {
	switch s.What {
	case doMark:
		return "mark " + s.Label
	case doOrder:
		return s.Order.String()
	case doLook:
		return fmt.Sprintf("look whether %s %v", s.Signal, s.Want)
	case doWait:
		if s.Label != "" {
			return fmt.Sprintf("%s (%v)", s.Label, s.For)
		}
		return fmt.Sprintf("wait %v", s.For)
	case doAdjust:
		return fmt.Sprintf("adjust %s to have %s at %g", s.Order.Key, s.Signal, s.Aim)
	}
	return "go to " + s.Label
}

// place is where a label leads.
func place(steps []instruction, label string) int {
	for i, s := range steps {
		if s.What == doMark && s.Label == label && label != End {
			return i
		}
	}
	return len(steps)
}

// settle is the next step at or after a place that is one to carry out, or the end. It follows marks and GoTos at most once each.
func settle(steps []instruction, at int) int {
	for range steps {
		switch {
		case at < 0 || at >= len(steps):
			return len(steps)
		case steps[at].What == doMark:
			at++
		case steps[at].What == doGoTo:
			at = place(steps, steps[at].Label)
		default:
			return at
		}
	}
	return min(at, len(steps))
}

// wellFormed says what is wrong with a runbook, or nil.
func wellFormed(steps []instruction) error {
	var marks []string
	for _, s := range steps {
		if s.What == doMark {
			marks = append(marks, s.Label)
		}
	}
	for i, s := range steps {
		switch {
		case s.What == doMark && s.Else != "":
			return fmt.Errorf("people: step %d of the runbook is Otherwise(%q) after no step that could go wrong, expected it after Do, Rehearse or Look", i+1, s.Else)
		case s.What == doMark && (s.Label == End || count(marks, s.Label) > 1):
			return fmt.Errorf("people: the runbook marks %q twice or as its end, expected each mark once and with a name", s.Label)
		case s.What == doGoTo && !slices.Contains(marks, s.Label):
			return fmt.Errorf("people: step %d of the runbook goes to %q, and nothing is marked so\nhint: there are %q", i+1, s.Label, marks)
		case s.Else != End && !slices.Contains(marks, s.Else):
			return fmt.Errorf("people: step %d of the runbook (%v) otherwise goes to %q, and nothing is marked so\nhint: there are %q", i+1, s, s.Else, marks)
		case s.What == doGoTo && idle(steps, i):
			return fmt.Errorf("people: step %d of the runbook goes round to itself and does nothing on the way, expected a step to carry out or a Wait", i+1)
		}
	}
	return nil
}

func count(all []string, one string) (n int) {
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// idle says whether a GoTo leads over marks and other GoTos alone, for ever.
func idle(steps []instruction, from int) bool {
	at := settle(steps, from)
	return at < len(steps) && (steps[at].What == doMark || steps[at].What == doGoTo)
}
