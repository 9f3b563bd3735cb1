package sim

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/step"
)

// A run that is cut off decides nothing about progress: what is missing might have come. One that came to rest is a whole behaviour, and a
// fair one, since nothing waits for its turn. What it owes then it owes for ever.

// ofProgress says whether a property is about what must come.
func ofProgress(p assay.Property) bool { return ofCourse(p) || ofRest(p) }

// ofCourse says whether a property of progress depends on the way.
func ofCourse(p assay.Property) bool {
	return p.Kind == assay.KindEventually || p.Kind == assay.KindLeadsTo
}

// ofRest says whether it depends on states of rest alone. With all failures switched off, a state of rest is where it stays: a System that
// recovers has recovered there.
func ofRest(p assay.Property) bool {
	return p.Kind == assay.KindTerminates || p.Kind == assay.KindRecovers
}

// owesAtFirst says whether a behaviour owes something before it has begun.
func owesAtFirst(p assay.Property) bool { return p.Kind == assay.KindEventually }

// owing says whether a behaviour still owes something after a state, and whether that state makes the premise true.
func owing(p assay.Property, v assay.View, owes bool) (still, due bool) {
	switch p.Kind {
	case assay.KindEventually:
		return owes && !p.Goal(v), false
	case assay.KindLeadsTo:
		due = p.Premise(v)
		return !p.Goal(v) && (owes || due), due
	}
	return !p.Goal(v), false
}

// restless says why no run of a System in a World can be known to have come to rest, or "".
func (p *plan) restless() string {
	sets := p.common.set
	for _, r := range p.special {
		sets = sets || r.set
	}
	switch {
	case len(p.world.Load) > 0:
		return "a load may always ask again"
	case len(p.world.Platform) > 0:
		return "a platform goes on for ever"
	case p.sys.Assume.Clocks.TickMS > 0:
		return "clocks go on to a horizon, which is a bound"
	case p.sys.Assume.Ignored == assay.Waits:
		return "what is ignored waits, by assumption, and a simulation consumes it"
	case sets:
		return "what was delivered may always be delivered again"
	}
	return ""
}

// atRest says whether no step of the System is enabled but failures, as internal/step has it. It may be false where that is so, as of a
// timer that changes nothing, and is never true where it is not (TestRestIsQuiescent).
func (e *engine) atRest() bool {
	if e.stop != nil || e.plan.restless() != "" || len(e.ready) > 0 || len(e.links.cut) > 0 || e.vanished > 0 {
		return false
	}
	onTheWay := len(e.all) - len(e.free)
	for i := range e.actors {
		a := &e.actors[i]
		if !a.up {
			if a.stopped || e.plan.recoveries[i] != never {
				return false
			}
			onTheWay -= len(a.waiting)
			continue
		}
		set := func(t timer) bool { return t.set&1 == 1 }
		if len(a.choices) > 0 || a.reading || e.plan.firings[i] != never && slices.ContainsFunc(a.timers, set) {
			return false
		}
	}
	return onTheWay == 0
}

// rests judges progress at the end of a run that came to rest.
func (j *judge) rests() {
	j.rested = j.e.atRest()
	for _, a := range j.asked {
		if !j.rested || !ofProgress(a.property) || j.e.stop != nil {
			continue
		}
		if ofRest(a.property) {
			j.ask(a)
		}
		if a.owes && j.e.stop == nil {
			j.found(&Finding{Property: a.property.Name, Why: whyOwes(a.property), Step: j.e.steps, At: j.e.now})
		}
	}
}

// whyOwes says how a behaviour that came to rest violates a property.
func whyOwes(p assay.Property) string {
	switch p.Kind {
	case assay.KindEventually:
		return "nothing is left to happen, and it was never true"
	case assay.KindLeadsTo:
		return "nothing is left to happen, and after its premise was true for the last time it was not"
	}
	return "nothing is left to happen, and it is not true"
}

// saidProgress is the record of a property of progress that no seed violates.
func (p *plan) saidProgress(r *evidence.Record, property assay.Property, results []*Result) {
	rested, owe, premises := 0, 0, uint64(0)
	for _, res := range results {
		if res.engine.judge.rested {
			rested++
		}
		if a := res.engine.judge.about(property); a != nil {
			premises += a.premises
			if a.owes {
				owe++
			}
		}
	}
	r.Coverage = append(slices.Clip(r.Coverage), evidence.Entry{Name: "seeds that came to rest", Value: fmt.Sprintf("%d of %d", rested, len(results))})
	goesOn := "a run that was cut off shows nothing\nhint: longer runs"
	if why := p.restless(); why != "" {
		goesOn = "no run comes to rest: " + why
	}
	switch {
	case property.Kind == assay.KindRecovers:
		r.Why = "a simulation shows that it is violated, where a run comes to rest, and never that it holds: that is about every state\nhint: check decides it"
	case property.Kind == assay.KindTerminates && rested == 0:
		r.Why = "it is asked where nothing is left to happen, and " + goesOn
	case property.Kind == assay.KindEventually && owe > 0:
		r.Why = fmt.Sprintf("not true yet in %d of %d seeds, and %s", owe, len(results), goesOn)
	case property.Kind == assay.KindLeadsTo && owe > 0:
		r.Why = fmt.Sprintf("its premise was true and it was not yet in %d of %d seeds, and %s", owe, len(results), goesOn)
	case property.Kind == assay.KindLeadsTo && premises == 0:
		r.Why = whyVacuous
	default:
		r.Verdict = evidence.Holds
	}
}

// about is what was asked of a property.
func (j *judge) about(p assay.Property) *asked {
	for _, a := range j.asked {
		if a.property.Name == p.Name {
			return a
		}
	}
	return nil
}

// owed is a walk's account of a property of progress: it says of each state on the way whether nothing is left to happen there, and
// something owed. A walk begins without a step.
func (f *follower) owed(p assay.Property) func(step.State, *step.Step) bool {
	var owes bool
	return func(st step.State, s *step.Step) (bad bool) {
		defer func() {
			if recover() != nil {
				bad = false
			}
		}()
		if s == nil {
			owes = owesAtFirst(p)
		}
		v := stateView{sys: f.sys, st: st, ids: f.plan.ids}
		if ofCourse(p) {
			if owes, _ = owing(p, v, owes); !owes {
				return false
			}
		}
		f.moves += len(f.sys.Actors)
		if !f.sys.Quiescent(st, f.react) {
			return false
		}
		if ofRest(p) {
			owes, _ = owing(p, v, false)
		}
		return owes
	}
}
