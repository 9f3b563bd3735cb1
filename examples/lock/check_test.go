package lock_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
)

func TestLock(t *testing.T) {
	check.Test(t, lock.System(2))
	check.Test(t, lock.System(3))
}

func TestForgetful(t *testing.T) { check.Violates(t, lock.Forgetful(), "mutual exclusion") }

func TestImpatient(t *testing.T) { check.Violates(t, lock.Impatient(), "mutual exclusion") }

func TestAnyRelease(t *testing.T) { check.Violates(t, lock.AnyRelease(), "mutual exclusion") }

// TestCounts holds the checker to a naive explorer's counts under the reduced semantics: losses come free, and a delivery that changes
// nothing is no step.
func TestCounts(t *testing.T) {
	for clients, want := range map[int]struct {
		states, steps uint64
		depth         int
	}{
		1: {51, 80, 10},
		2: {389, 717, 13},
		3: {2_448, 5_008, 17},
	} {
		result, err := check.Run(t.Context(), lock.System(clients))
		if err != nil {
			t.Fatal(err)
		}
		if result.States != want.states || result.Steps != want.steps || result.Depth != want.depth {
			t.Errorf("%d clients: %d states, %d steps, depth %d; expected %+v", clients, result.States, result.Steps, result.Depth, want)
		}
	}
}
