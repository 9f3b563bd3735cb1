package register_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/register"
)

func TestSingle(t *testing.T) { check.Test(t, register.Single(1, 2)) }

func TestABD(t *testing.T) { check.Test(t, register.ABD(3, 1)) }

func TestReads(t *testing.T) {
	if testing.Short() {
		t.Skip("500,777 states, 1,987,414 steps")
	}
	check.Test(t, register.Reads())
}

func TestTwoCopies(t *testing.T) { check.Violates(t, register.TwoCopies(), "linearizable") }

func TestNoWriteBack(t *testing.T) { check.Violates(t, register.NoWriteBack(), "linearizable") }

// TestCounts holds the checker and these examples to the counts of Stateright's examples.
func TestCounts(t *testing.T) {
	for _, want := range []struct {
		system        assay.System
		states, steps uint64
		depth         int
	}{
		{register.Single(1, 1), 5, 5, 5},
		{register.Single(1, 2), 93, 121, 9},
		{register.ABD(3, 1), 1_449, 3_728, 17},
		{register.ABD(2, 2), 544, 875, 25},
	} {
		result, err := check.Run(t.Context(), want.system)
		if err != nil {
			t.Fatal(err)
		}
		if result.States != want.states || result.Steps != want.steps || result.Depth != want.depth {
			t.Errorf("%s: %d states, %d steps, depth %d; expected %d, %d, %d", want.system.Name,
				result.States, result.Steps, result.Depth, want.states, want.steps, want.depth)
		}
	}
}
