package register_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/register"
)

// The counts are those of Stateright's examples.
func TestSingle(t *testing.T) {
	check.Test(t, register.Single(1, 1), check.Counts(5, 5, 5))
	check.Test(t, register.Single(1, 2), check.Counts(93, 121, 9))
}

func TestABD(t *testing.T) {
	check.Test(t, register.ABD(3, 1), check.Counts(1_449, 3_728, 17))
	check.Test(t, register.ABD(2, 2), check.Counts(544, 875, 25))
}

func TestReads(t *testing.T) {
	if testing.Short() {
		t.Skip("500,777 states, 1,987,414 steps")
	}
	check.Test(t, register.Reads(), check.Counts(500_777, 1_987_414, 25))
}

func TestTwoCopies(t *testing.T) { check.Violates(t, register.TwoCopies(), "linearizable") }

func TestNoWriteBack(t *testing.T) { check.Violates(t, register.NoWriteBack(), "linearizable") }
