package sim

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/operator"
	"github.com/assay-dev/assay/examples/rollout"
	"github.com/assay-dev/assay/examples/tutorial/copies"
	"github.com/assay-dev/assay/examples/tutorial/decide"
	"github.com/assay-dev/assay/examples/tutorial/fence"
	"github.com/assay-dev/assay/examples/tutorial/remember"
	"github.com/assay-dev/assay/examples/tutorial/replicate"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/people"
)

// The examples that neither TestExamplesAreFollowed nor their own tests follow: those of two-phase commit and the tutorial, and of people.
func TestOtherExamplesAreFollowed(t *testing.T) {
	look := rollout.Setup{Name: "followed", Operators: 2, Runbook: rollout.LookAlways(), Locks: people.Interlocks{OneAtATime: true, Freshness: true},
		Assume: assay.Assumptions{Mistakes: assay.AtMost(1)}}
	for _, c := range []struct {
		sys    assay.System
		length time.Duration
	}{
		{twophase.Actors(3), 20 * time.Second},
		{copies.System(), 20 * time.Second},
		{decide.System(), 20 * time.Second},
		{fence.System(), 20 * time.Second},
		{remember.System(), 20 * time.Second},
		{replicate.System(), 20 * time.Second},
		{rollout.System(look), time.Hour},
		{operator.System(operator.Setup{Name: "followed", Operators: 2, Gain: .5, Late: 1}), time.Hour},
	} {
		w := someWorld()
		w.For = c.length
		p, err := compile(c.sys, w)
		if err != nil {
			t.Errorf("%s: %v", c.sys.Name, err)
			continue
		}
		steps := 0
		for _, seed := range FirstSeeds(5) {
			if err := Follows(c.sys, w, seed, 300); err != nil {
				t.Errorf("%s, seed %d: %v", c.sys.Name, seed, err)
			}
			if rec, _, err := p.recorded(seed, 300, ""); err == nil {
				steps += len(rec.steps)
			}
		}
		if t.Logf("%s: %d steps", c.sys.Name, steps); steps < 20 {
			t.Errorf("%s: next to nothing happens: %d steps", c.sys.Name, steps)
		}
	}
}
