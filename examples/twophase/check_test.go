package twophase_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/twophase"
)

// TestModel holds the checker and this example to the counts of TLC and Stateright.
func TestModel(t *testing.T) {
	check.Test(t, twophase.Model(1), check.Counts(12, 20, 5))
	check.Test(t, twophase.Model(2), check.Counts(56, 154, 8))
	check.Test(t, twophase.Model(3), check.Counts(288, 1_146, 11))
	check.Test(t, twophase.Model(4), check.Counts(1_568, 8_258, 14))
	check.Test(t, twophase.Model(5), check.Counts(8_832, 58_146, 17))
	check.Test(t, twophase.Model(6), check.Counts(50_816, 402_306, 20))
}

// TestActors holds the checker to a naive explorer's counts.
func TestActors(t *testing.T) {
	check.Test(t, twophase.Actors(2), check.Counts(64, 110, 7))
	check.Test(t, twophase.Actors(3), check.Counts(406, 943, 10))
}

func TestHasty(t *testing.T) { check.Violates(t, twophase.HastyModel(), "consistent") }

func TestFickle(t *testing.T) { check.Violates(t, twophase.FickleActors(), "consistent") }

func BenchmarkModel(b *testing.B) {
	for b.Loop() {
		if _, err := check.Run(b.Context(), twophase.Model(6)); err != nil {
			b.Fatal(err)
		}
	}
}
