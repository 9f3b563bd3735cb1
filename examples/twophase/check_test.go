package twophase_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/twophase"
)

func TestModel(t *testing.T) { check.Test(t, twophase.Model(3)) }

func TestActors(t *testing.T) { check.Test(t, twophase.Actors(3)) }

func TestHasty(t *testing.T) { check.Violates(t, twophase.HastyModel(), "consistent") }

func TestFickle(t *testing.T) { check.Violates(t, twophase.FickleActors(), "consistent") }

// TestCheckCounts holds the checker to the counts of TLC and Stateright, and for the actors to a naive explorer's.
func TestCheckCounts(t *testing.T) {
	for _, want := range []struct {
		system        assay.System
		states, steps uint64
		depth         int
	}{
		{twophase.Model(1), 12, 20, 5},
		{twophase.Model(2), 56, 154, 8},
		{twophase.Model(3), 288, 1_146, 11},
		{twophase.Model(4), 1_568, 8_258, 14},
		{twophase.Model(5), 8_832, 58_146, 17},
		{twophase.Model(6), 50_816, 402_306, 20},
		{twophase.Actors(2), 64, 110, 7},
		{twophase.Actors(3), 406, 943, 10},
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

func BenchmarkModel(b *testing.B) {
	for b.Loop() {
		if _, err := check.Run(b.Context(), twophase.Model(6)); err != nil {
			b.Fatal(err)
		}
	}
}
