package people

import (
	"fmt"
	"strings"
)

// Tells is the runbook, and what the operator may do wrong beside it.
func (o operator) Tells() []string {
	var steps []string
	for i, s := range o.steps {
		if s.What == doMark {
			continue
		}
		text := fmt.Sprintf("%d %v", i+1, s)
		if s.Else != End {
			text += fmt.Sprintf(" (otherwise to %s)", s.Else)
		}
		steps = append(steps, text)
	}
	all := []string{"the runbook " + orNone(strings.Join(steps, ", "))}
	if o.colleague != "" {
		all = append(all, fmt.Sprintf("asks %s for a second request", o.colleague))
	}
	if o.approves != "" {
		all = append(all, fmt.Sprintf("seconds what others ask for if %s %v", o.approves, o.wants))
	}
	if len(o.habits) > 0 {
		all = append(all, "may by mistake "+orders(o.habits))
	}
	if len(o.powers) > 0 {
		all = append(all, "may with malice "+orders(o.powers))
	}
	return all
}

func orders(list []Order) string {
	var words []string
	for _, o := range list {
		words = append(words, o.String())
	}
	return strings.Join(words, ", or ")
}

func orNone(text string) string {
	if text == "" {
		return "is empty"
	}
	return text
}

// Tells is which interlocks there are, and how late the signals are.
func (p plane) Tells() []string {
	return append([]string{"interlocks: " + p.locks.String()}, p.names...)
}

// String lists the interlocks that are set.
func (l Interlocks) String() string {
	var all []string
	for _, lock := range []struct {
		set   bool
		words string
	}{
		{l.OneAtATime, "one change at a time"}, {l.Freshness, "freshness"}, {l.TwoPersons, "two persons"},
		{l.BlastRadius > 0, fmt.Sprintf("blast radius of %d", l.BlastRadius)}, {l.DryRun, "dry run"}, {l.Expiry, "expiry"},
		{l.HandsOff, "hands off"}, {l.Keep > 0, fmt.Sprintf("keep %d ready", l.Keep)},
	} {
		if lock.set {
			all = append(all, lock.words)
		}
	}
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}

// Tells is what the autoscaler aims at.
func (a autoscaler) Tells() []string {
	return []string{fmt.Sprintf("scales to one unit for each %g of %s, between %d and %d", a.perUnit, a.signal, a.min, a.max)}
}
