package people

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// course is what an operator may do at a step of the runbook.
type course struct {
	Does  does
	Step  string // of the runbook, in words
	Order Order  // where it is not the step's own
	Look  string // looksAside: at which signal
	To    int    // goesTo
}

type does uint8

const (
	carriesOut does = iota
	leavesOut
	goesTo
	ordersAside
	looksAside
	rests
)

// String is the course in words, for a trace.
func (c course) String() string {
	switch c.Does {
	case leavesOut:
		return fmt.Sprintf("leaves out: %s", c.Step)
	case goesTo:
		return fmt.Sprintf("goes to step %d", c.To+1)
	case ordersAside:
		return c.Order.String()
	case looksAside:
		return "looks at " + c.Look
	case rests:
		return "rests"
	}
	if c.Order.Verb != 0 {
		return c.Order.String()
	}
	return c.Step
}

// taken is how a reading is taken.
type taken struct {
	Reading  Reading
	Expected bool
	Misread  bool
}

// String is the reading as it is taken, for a trace.
func (t taken) String() string {
	switch {
	case t.Misread && t.Expected:
		return fmt.Sprintf("%v, taken for what was expected", t.Reading)
	case t.Misread:
		return fmt.Sprintf("%v, not taken for what was expected", t.Reading)
	case t.Expected:
		return fmt.Sprintf("%v, as expected", t.Reading)
	}
	return fmt.Sprintf("%v, not as expected", t.Reading)
}

// courses are what may be done at the step where the operator is: what the runbook says, the mistakes of Hollnagel's phenotypes as
// Bolton, Bass and Siminiceanu take them up (Generating phenotypical erroneous human behavior to evaluate human-automation interaction
// using model checking, 2012), and what one does who means harm.
func (t turn) courses() (options []any) {
	if t.s.At == len(t.steps) {
		options = append(options, course{Does: rests})
	} else {
		options = append(options, course{Step: t.step().String()})
		options = append(options, t.mistakes()...)
	}
	return append(options, t.harms()...)
}

// harms are what one does who means harm: any order of the list, and any look, which a freshness gate may ask for.
func (t turn) harms() (options []any) {
	for _, order := range t.powers {
		options = append(options, assay.Malicious{Option: course{Does: ordersAside, Order: order}})
	}
	for i, step := range t.steps {
		seen := slices.ContainsFunc(t.steps[:i], func(s instruction) bool { return s.Signal == step.Signal })
		if len(t.powers) > 0 && step.What == doLook && !seen {
			options = append(options, assay.Malicious{Option: course{Does: looksAside, Look: step.Signal}})
		}
	}
	return options
}

func (t turn) mistakes() (options []any) {
	add := func(sort string, c course) { options = append(options, assay.Mistake{Sort: sort, Option: c}) }
	step := t.step()
	add("omission", course{Does: leavesOut, Step: step.String()})
	next := settle(t.steps, t.s.At+1)
	for to := range t.steps {
		if to != t.s.At && to != next && settle(t.steps, to) == to {
			add("jump", course{Does: goesTo, To: to})
		}
	}
	if t.s.Last > 0 && t.s.Last-1 != t.s.At {
		add("repetition", course{Does: ordersAside, Order: t.stepAt(t.s.Last - 1).Order})
	}
	for _, order := range t.habits {
		add("intrusion", course{Does: ordersAside, Order: order})
	}
	if step.What == doOrder && len(step.Order.Targets) == 1 {
		for _, other := range t.others {
			if other != step.Order.Targets[0] {
				order := step.Order
				order.Targets = []assay.ID{other}
				add("wrong target", course{Step: step.String(), Order: order})
			}
		}
	}
	return options
}
