package sim

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/linear"
	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/trace"
)

// exploreInstead answers the command's questions about a System, instead of simulating it. It answers false where the command did not
// ask.
func exploreInstead(t *testing.T, channel *side.Channel, sys assay.System, w World, c *config) bool {
	asked, exploring := channel.Explores()
	if exploring && asked == sys.Name {
		walk.Serve(t.Context(), channel, walk.Room{
			System: sys.Name,
			Open:   func(_ context.Context, want trace.Trace) (*walk.Ground, error) { return groundOf(sys, w, want) },
			Hunt: func(ctx context.Context, told func(uint64, int)) ([]walk.Found, string, error) {
				records, err := c.records(ctx, sys, w, func(done int) { told(uint64(done), 0) })
				return walk.FoundIn(records), fmt.Sprintf("%d seeds were simulated", len(c.seeds)), err
			},
		})
	}
	return exploring
}

// groundOf is the semantics that simulated traces are told in: any timer may fire, and each load asks when it likes.
func groundOf(sys assay.System, w World, want trace.Trace) (*walk.Ground, error) {
	p, err := compile(sys, w)
	if err != nil {
		return nil, err
	}
	f, err := newFollower(p)
	if err != nil {
		return nil, err
	}
	g, err := f.ground()
	if err == nil && want.Digest != "" && want.Digest != g.Digest {
		return nil, changed(want, sys.Name, g.Digest)
	}
	return g, err
}

// ground is where a follower follows.
func (f *follower) ground() (*walk.Ground, error) {
	initial, fault := f.sys.Initial(f.react)
	if fault != nil {
		return nil, fmt.Errorf("sim: the start fails: %v", fault.Err)
	}
	g := &walk.Ground{Sys: f.sys, React: f.react, Initial: initial, Digest: f.sys.Digest(f.whole, initial), Note: "simulated: durations order nothing here", Judge: f.sayings}
	for _, property := range f.plan.sys.Properties {
		g.Properties = append(g.Properties, walk.Property{Name: property.Name, Goal: property.Kind == assay.KindSometimes})
	}
	return g, nil
}

// tellStates adds to a trace what each step sent and led to, for pictures.
func (f *follower) tellStates(t *trace.Trace) error {
	g, err := f.ground()
	if err == nil {
		walk.Tell(g, t)
	}
	return err
}

// changed refuses a trace of what was another System.
func changed(want trace.Trace, name, digest string) error {
	return fmt.Errorf("sim: the trace is of %s@%s, and this is %s@%s: the system or its assumptions have changed\nhint: leave the digest out to follow it by its numbers alone", want.System, want.Digest, name, digest)
}

// sayings are what the properties say of a place, or the one that is called only.
func (f *follower) sayings(at walk.Place, only string) (all []diagram.Saying) {
	for _, p := range f.plan.sys.Properties {
		if only == "" || only == p.Name {
			all = append(all, f.saying(p, at))
		}
	}
	return all
}

// saying is what one property says. A property that panics is a finding.
func (f *follower) saying(p assay.Property, at walk.Place) (s diagram.Saying) {
	s = diagram.Saying{Property: p.Name, Truth: diagram.True}
	defer func() {
		if r := recover(); r != nil {
			s.Truth, s.Why = diagram.False, fmt.Sprintf("the property fails: %v", r)
			var bad *assay.ViewError
			if err, ok := r.(error); ok && errors.As(err, &bad) {
				s.Why = "the property fails: " + bad.Reason
			}
		}
	}()
	v := stateView{sys: f.sys, st: at.State, ids: f.plan.ids}
	var err error
	switch p.Kind {
	case assay.KindSometimes:
		s.Truth = diagram.NotReached
		if p.Goal(v) {
			s.Truth = diagram.Reached
		}
	case assay.KindAlwaysIf:
		if p.Premise(v) {
			err = p.Check(v)
		}
	case assay.KindAlways:
		err = p.Check(v)
	case assay.KindLinearizable, assay.KindSequentiallyConsistent:
		s.Truth, s.Why = f.ordered(p, at.State.History)
	case assay.KindEventually, assay.KindLeadsTo, assay.KindTerminates, assay.KindRecovers:
		s.Truth, s.Why = f.progressed(p, at)
	default:
		s.Truth, s.Why = diagram.Open, "it is not judged state by state in a simulation"
	}
	if err != nil {
		s.Truth, s.Why = diagram.False, err.Error()
	}
	return s
}

// progressed is what a property of progress says of the way to a place.
func (f *follower) progressed(p assay.Property, at walk.Place) (truth, why string) {
	var way []walk.Place
	for from := &at; from != nil; from = from.Before {
		way = append(way, *from)
	}
	fails, bad := f.owed(p), false
	for i := len(way) - 1; i >= 0; i-- {
		var took *step.Step
		if way[i].Before != nil {
			took = &way[i].Took
		}
		bad = fails(way[i].State, took)
	}
	if bad {
		return diagram.False, whyOwes(p)
	}
	return diagram.Open, "it is violated where nothing is left to happen and something is owed, and that is not so here"
}

// ordered is what a property of histories says of one.
func (f *follower) ordered(p assay.Property, h step.History) (truth, why string) {
	switch verdict, err := f.order(p, h); {
	case err != nil:
		return diagram.False, "the property fails: " + err.Error()
	case verdict == linear.Ordered:
		return diagram.True, ""
	case verdict == linear.Disordered:
		return diagram.False, fmt.Sprintf("not %v: %s", linear.RuleOf(p.Kind), histories.Describe(f.sys, h))
	}
	return diagram.Open, "no order of the history up to here was found within the bounds"
}
