package lock_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/lock"
)

// TestLock holds the checker to a naive explorer's counts under the reduced semantics: losses come free, and a delivery that changes
// nothing is no step.
func TestLock(t *testing.T) {
	check.Test(t, lock.System(1), check.Counts(51, 80, 10))
	check.Test(t, lock.System(2), check.Counts(389, 717, 13))
	check.Test(t, lock.System(3), check.Counts(2_448, 5_008, 17))
}

func TestForgetful(t *testing.T) { check.Violates(t, lock.Forgetful(), "mutual exclusion") }

func TestImpatient(t *testing.T) { check.Violates(t, lock.Impatient(), "mutual exclusion") }

func TestAnyRelease(t *testing.T) { check.Violates(t, lock.AnyRelease(), "mutual exclusion") }
