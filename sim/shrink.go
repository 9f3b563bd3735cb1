package sim

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// Shrinking works on the steps of a behaviour, in the shared semantics: leave some out, take those of the rest that are still possible,
// and see whether it still fails (delta debugging; Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, TSE 2002).
// Failures are left out first, so that what stays is needed.

// shrinkMovesMax bounds what shrinking may cost, in enabled steps that are looked at: a number, so that the answer is the same on any
// machine.
const shrinkMovesMax = 3_000_000

// recordMax is how many steps of a run are kept to be shrunk.
const recordMax = 200_000

// counterexample runs a seed again, keeps its steps, and shrinks them to a short trace.
func (p *plan) counterexample(r *Result, found *Finding) (*trace.Trace, error) {
	if found.Kind == "returns" {
		return nil, errors.New("sim: the run was left in the middle of a call")
	}
	rec, again, err := p.found(r.Seed, found)
	if err != nil {
		return nil, err
	}
	if again.Finding == nil || again.Finding.what() != found.what() || again.Finding.Step != found.Step {
		return nil, errWavers
	}
	if p, rec, again, err = p.lesser(rec, again, found); err != nil {
		return nil, err
	}
	if uint64(len(rec.steps)) >= recordMax {
		return nil, fmt.Errorf("sim: it takes %d steps, and at most %d are followed", again.Finding.Step, recordMax)
	}
	f, err := newFollower(p)
	if err != nil {
		return nil, err
	}
	steps := rec.steps
	if found.Kind != "" { // the step that fails was not taken
		steps = append(slices.Clone(steps), again.Finding.step)
	}
	fails := f.failure(found, again.Finding.step)
	took, hit, err := f.walk(steps, false, fails)
	if err != nil {
		return nil, err
	}
	if !hit {
		return nil, fmt.Errorf("sim: the behaviour does not fail in the shared semantics, in which %d of its %d steps are possible", len(took), len(steps))
	}
	steps = f.shrink(pickOf(steps, took), fails)
	plural := "s"
	if len(steps) == 1 {
		plural = ""
	}
	t, err := f.tell(steps, fmt.Sprintf("%s: violated after %d step%s", cmp.Or(found.Property, found.Kind), len(steps), plural))
	if err == nil {
		err = f.tellStates(t)
	}
	return t, err
}

// errWavers says that a seed did not give the same behaviour twice.
var errWavers = fmt.Errorf("sim: the same seed gave another behaviour")

// failing is the step in which a handler failed, which was begun and not taken.
func (e *engine) failing() taken {
	d := e.doing
	t := taken{kind: d.kind, actor: d.actor, timer: d.timer}
	if d.kind == step.Deliver && d.env >= 0 {
		t.from, t.msg = e.all[d.env].from, e.all[d.env].msg
	}
	return t
}

// failure says of a state, and of the step that led there, whether it is what was found.
func (f *follower) failure(found *Finding, last taken) func(step.State, *step.Step) bool {
	if found.Property == "" {
		f.doubt(last)
		return func(st step.State, s *step.Step) bool {
			return s != nil && s.Fault != nil && s.Fault.Finding == found.Kind && s.Actor == int(last.actor)
		}
	}
	i := slices.IndexFunc(f.plan.sys.Properties, func(p assay.Property) bool { return p.Name == found.Property })
	return f.fails(f.plan.sys.Properties[i])
}

// fails says of each state of a walk whether a property is violated there.
func (f *follower) fails(p assay.Property) func(step.State, *step.Step) bool {
	if ofProgress(p) {
		return f.owed(p)
	}
	return func(st step.State, s *step.Step) bool {
		if s != nil && ofHistory(p) && !returns(s.Marks) {
			return false // it would have failed before
		}
		return f.violates(p, st)
	}
}

// doubt makes the follower run a participant's handlers twice for inputs of one kind, as check does.
func (f *follower) doubt(last taken) {
	trusting := f.react
	f.react = func(actor int, l step.Local, in step.Input) *step.Reaction {
		if actor == int(last.actor) && in.Kind == last.kind {
			return f.sys.React(actor, l, in, nil)
		}
		return trusting(actor, l, in)
	}
}

func (f *follower) violates(p assay.Property, st step.State) (bad bool) {
	defer func() {
		if recover() != nil {
			bad = false
		}
	}()
	v := stateView{sys: f.sys, st: st, ids: f.plan.ids}
	switch p.Kind {
	case assay.KindAlwaysIf:
		return p.Premise(v) && p.Check(v) != nil
	case assay.KindAlways:
		return p.Check(v) != nil
	case assay.KindLinearizable, assay.KindSequentiallyConsistent:
		return f.disorders(p, st.History)
	}
	return false
}

// shrink leaves out what is not needed: each failure, then ever smaller stretches, until nothing more can go.
func (f *follower) shrink(steps []taken, fails func(step.State, *step.Step) bool) []taken {
	without := func(steps []taken, from, to int) ([]taken, bool) {
		rest := append(slices.Clone(steps[:from]), steps[to:]...)
		took, hit, err := f.walk(rest, false, fails)
		if err != nil || !hit {
			return steps, false
		}
		return pickOf(rest, took), true
	}
	for before := -1; before != len(steps) && f.moves < shrinkMovesMax; {
		before = len(steps)
		for i := len(steps) - 1; i >= 0 && f.moves < shrinkMovesMax; i-- {
			if i < len(steps) && (steps[i].kind.Failure() || steps[i].again) {
				steps, _ = without(steps, i, i+1)
			}
		}
		for size := len(steps) / 2; size >= 1 && f.moves < shrinkMovesMax; size /= 2 {
			for at := len(steps) - size; at >= 0 && f.moves < shrinkMovesMax; at -= size {
				if at+size <= len(steps) {
					steps, _ = without(steps, at, at+size)
				}
			}
		}
	}
	return steps
}

func pickOf(steps []taken, took []int) []taken {
	picked := make([]taken, 0, len(took))
	for _, i := range took {
		picked = append(picked, steps[i])
	}
	return picked
}
