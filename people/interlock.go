package people

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// Interlocks are what a control plane holds orders to. The zero value has none.
type Interlocks struct {
	// OneAtATime refuses a change while another is under way. Aborting is no such change.
	OneAtATime bool
	// Freshness refuses a change by one who has read no sample since the last change began and ended; a change makes all older samples
	// stale. Rolling back and aborting need no reading.
	Freshness bool
	// TwoPersons holds an order until somebody else asks for the same.
	TwoPersons bool
	// BlastRadius is how many units one order may touch; 0 is any number.
	BlastRadius int
	// DryRun refuses a change by one who has not seen its dry run since the last change.
	DryRun bool
	// Expiry has overrides of the configuration end after their time, and refuses those without one.
	Expiry bool
	// HandsOff has Scale leave alone what was drained by name: only a restart brings it back.
	HandsOff bool
	// Keep is how many units an order must leave ready, and has units rolled back one after another; 0 is none, and all at once.
	Keep int
}

// requested holds an order to the interlocks, and carries it out.
func (p plane) requested(s PlaneState, by assay.ID, o Order) (PlaneState, assay.Effects) {
	targets, why := p.targets(s.Fleet, o)
	if why == "" {
		why = p.refuses(s, by, o, targets)
	}
	switch {
	case why != "":
		return s, reply(by, Answer{Order: o, Outcome: Refused, Why: why})
	case o.DryRun:
		if p.locks.DryRun {
			s.Seen = with(s.Seen, HeldOrder{by, o})
		}
		return s, reply(by, Answer{Order: o, Outcome: Rehearsed, Touches: targets})
	}
	askers := []assay.ID{by}
	if p.locks.TwoPersons {
		if askers = p.askers(s, by, o); len(askers) < 2 {
			s.Held = with(s.Held, HeldOrder{by, o})
			return s, reply(by, Answer{Order: o, Outcome: Held})
		}
		s.Held = slices.DeleteFunc(slices.Clone(s.Held), func(h HeldOrder) bool { return h.Order.same(o) })
	}
	s, effects := p.carryOut(s, o, targets)
	for _, id := range askers {
		effects = append(effects, reply(id, Answer{Order: o, Outcome: Accepted})...)
	}
	return s, effects
}

func reply(to assay.ID, a Answer) assay.Effects { return assay.Effects{assay.Send(to, a)} }

// with is a list with one more, which is not in it twice.
func with(all []HeldOrder, one HeldOrder) []HeldOrder {
	if slices.ContainsFunc(all, func(h HeldOrder) bool { return h.By == one.By && h.Order.same(one.Order) }) {
		return all
	}
	return append(slices.Clone(all), one)
}

// askers are those who ask for an order: this one, and another who did before.
func (p plane) askers(s PlaneState, by assay.ID, o Order) []assay.ID {
	askers := []assay.ID{by}
	for _, h := range s.Held {
		if h.By != by && h.Order.same(o) {
			return append(askers, h.By)
		}
	}
	return askers
}

// targets are the units that an order would touch, or why there are none.
func (p plane) targets(f Fleet, o Order) (targets []assay.ID, why string) {
	if o.Env != p.env {
		return nil, fmt.Sprintf("it is an order for %s, and this is %s", o.Env, p.env)
	}
	for _, id := range o.Targets {
		if !slices.ContainsFunc(f.Units, func(u Unit) bool { return u.ID == id }) {
			return nil, fmt.Sprintf("there is no %s", id)
		}
	}
	if o.Verb == VerbSet && !slices.ContainsFunc(f.Config, func(v Value) bool { return v.Key == o.Key }) {
		return nil, fmt.Sprintf("there is no %s in the configuration", o.Key)
	}
	if len(o.Targets) > 0 || o.Verb == VerbSet {
		return o.Targets, ""
	}
	for i, u := range f.Units {
		switch {
		case o.Verb == VerbScale && p.locks.HandsOff && u.ByHand:
		case o.Verb == VerbPromote && u.Version != o.Version && !u.Aside:
			return []assay.ID{u.ID}, ""
		case (o.Verb == VerbRollBack || o.Verb == VerbAbort) && u.Version != p.version,
			o.Verb == VerbScale && u.Aside == (i < int(o.Value)):
			targets = append(targets, u.ID)
		}
	}
	if o.Verb == VerbPromote {
		return nil, "there is nothing left to promote"
	}
	return targets, ""
}

// refuses says which interlock refuses an order, or nothing.
func (p plane) refuses(s PlaneState, by assay.ID, o Order, targets []assay.ID) string {
	change := o.Verb != VerbSet
	forward := o.Verb != VerbRollBack && o.Verb != VerbAbort
	gradual := !forward && p.locks.Keep > 0 // one after another, by the plane itself
	seen := slices.ContainsFunc(s.Seen, func(h HeldOrder) bool { return h.By == by && h.Order.same(o) })
	switch {
	case s.Frozen && (o.Verb == VerbDeploy || o.Verb == VerbPromote):
		return "the rollout was aborted"
	case p.locks.Expiry && o.Verb == VerbSet && o.Expires == 0:
		return "expiry: an override must say for how long"
	case p.locks.BlastRadius > 0 && len(targets) > p.locks.BlastRadius && !gradual:
		return fmt.Sprintf("blast radius: it touches %d units, and one order may touch %d", len(targets), p.locks.BlastRadius)
	case o.DryRun:
		return ""
	case p.locks.OneAtATime && change && o.Verb != VerbAbort && (s.Fleet.busy() || len(s.Undo) > 0):
		return "one change at a time: another is under way"
	case p.locks.Freshness && forward && !slices.Contains(s.Informed, by):
		return "freshness: nobody may change what they have not read since the last change"
	case p.locks.Keep > 0 && change && forward && p.left(s.Fleet, o, targets) < p.locks.Keep:
		return fmt.Sprintf("capacity: fewer than %d units would be ready", p.locks.Keep)
	case p.locks.DryRun && forward && !seen:
		return "dry run: it was not rehearsed since the last change"
	}
	return ""
}

// left is how many units stay ready while an order is carried out.
func (p plane) left(f Fleet, o Order, targets []assay.ID) int {
	left := f.Ready()
	for _, u := range f.Units {
		takes := slices.Contains(targets, u.ID) && u.Ready && !u.Aside
		if takes && !(o.Verb == VerbScale && u.Aside) {
			left--
		}
	}
	return left
}

func (p plane) carryOut(s PlaneState, o Order, targets []assay.ID) (PlaneState, assay.Effects) {
	switch o.Verb {
	case VerbDeploy, VerbPromote:
		return p.install(s, targets, o.Version)
	case VerbRollBack:
		return p.rollBack(s, targets)
	case VerbAbort:
		s.Frozen = true
		return p.rollBack(s, targets)
	case VerbRestart:
		return p.restart(s, targets)
	case VerbDrain:
		return p.aside(s, targets, true, true)
	case VerbScale:
		return p.scale(s, targets, int(o.Value))
	}
	return p.set(s, o)
}

// rollBack returns units to the version of the start: all at once, or one after another where capacity must be kept.
func (p plane) rollBack(s PlaneState, targets []assay.ID) (PlaneState, assay.Effects) {
	if p.locks.Keep == 0 {
		s.Undo = nil
		return p.install(s, targets, p.version)
	}
	s.Undo = slices.Clone(targets)
	return p.undo(s)
}

// restart has units run the version that each runs already.
func (p plane) restart(s PlaneState, targets []assay.ID) (PlaneState, assay.Effects) {
	s.Fleet.Units = slices.Clone(s.Fleet.Units)
	var effects assay.Effects
	for i, u := range s.Fleet.Units {
		if slices.Contains(targets, u.ID) {
			s.Fleet.Units[i] = installing(u, u.Version)
			effects = append(effects, assay.Send(u.ID, Install{u.Version}))
		}
	}
	return p.blanked(s), effects
}

// aside has units stand aside, or take part again. byHand says that the order named them.
func (p plane) aside(s PlaneState, targets []assay.ID, aside, byHand bool) (PlaneState, assay.Effects) {
	s.Fleet.Units = slices.Clone(s.Fleet.Units)
	var effects assay.Effects
	for i, u := range s.Fleet.Units {
		if slices.Contains(targets, u.ID) {
			s.Fleet.Units[i].Aside, s.Fleet.Units[i].ByHand = aside, byHand
			effects = append(effects, assay.Send(u.ID, Serve{!aside}))
		}
	}
	return p.blanked(s), effects
}

// scale has the first n units take part, and the others stand aside.
func (p plane) scale(s PlaneState, targets []assay.ID, n int) (PlaneState, assay.Effects) {
	first, rest := p.units[:min(max(n, 0), len(p.units))], p.units[min(max(n, 0), len(p.units)):]
	among := func(some []assay.ID) (both []assay.ID) {
		for _, id := range some {
			if slices.Contains(targets, id) {
				both = append(both, id)
			}
		}
		return both
	}
	s, joining := p.aside(s, among(first), false, false)
	s, leaving := p.aside(s, among(rest), true, false)
	return s, append(joining, leaving...)
}

// set changes the configuration. An override that is set again lasts as long as the last one says.
func (p plane) set(s PlaneState, o Order) (PlaneState, assay.Effects) {
	s.Fleet.Config = slices.Clone(s.Fleet.Config)
	for i, v := range s.Fleet.Config {
		switch {
		case v.Key != o.Key:
		case o.By:
			s.Fleet.Config[i].Value += o.Value
		default:
			s.Fleet.Config[i].Value = o.Value
		}
	}
	s = p.blanked(s)
	if p.locks.Expiry && o.Expires > 0 {
		return s, assay.Effects{assay.SetTimer(timerExpire+o.Key, o.Expires)}
	}
	return s, nil
}

// Lift takes interlocks away from the control plane called id: those that are set in off. It is a change for check.Without, so that a
// sweep says which interlock removes a finding.
func Lift(id assay.ID, off Interlocks) func(*assay.System) {
	return func(sys *assay.System) {
		for i, p := range sys.Actors {
			if actor, ok := p.Behaviour.Actor.(plane); ok && p.ID == id {
				actor.locks = actor.locks.without(off)
				sys.Actors[i] = assay.Spawn[PlaneState, Msg](id, actor)
			}
		}
	}
}

// without are the interlocks that are not set in off.
func (l Interlocks) without(off Interlocks) Interlocks {
	l.OneAtATime = l.OneAtATime && !off.OneAtATime
	l.Freshness = l.Freshness && !off.Freshness
	l.TwoPersons = l.TwoPersons && !off.TwoPersons
	l.DryRun = l.DryRun && !off.DryRun
	l.Expiry = l.Expiry && !off.Expiry
	l.HandsOff = l.HandsOff && !off.HandsOff
	if off.BlastRadius != 0 {
		l.BlastRadius = 0
	}
	if off.Keep != 0 {
		l.Keep = 0
	}
	return l
}
