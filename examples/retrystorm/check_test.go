package retrystorm_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/retrystorm"
)

func TestClients(t *testing.T) {
	check.Test(t, retrystorm.Clients(1, 3), check.Counts(131, 248, 9))
	check.Test(t, retrystorm.Clients(2, 1), check.Counts(121, 309, 9))
}

func TestNoBudget(t *testing.T) {
	check.Violates(t, retrystorm.NoBudget(), "retries stay within the budget")
}

func TestLayers(t *testing.T) {
	check.Test(t, retrystorm.Layers(2, 1, 1), check.Counts(2_115, 8_597, 15))
	check.Test(t, retrystorm.Layers(1, 1, 3), check.Counts(295, 939, 13))
	check.Violates(t, retrystorm.Layers(2, 2), "retries do not multiply")
}

func TestFanOut(t *testing.T) {
	check.Test(t, retrystorm.Asked(retrystorm.FanOut(3)), check.Counts(57, 140, 9))
	check.Test(t, retrystorm.Asked(retrystorm.Hedged(2)), check.Counts(99, 223, 10))
	check.Violates(t, retrystorm.Impatient(), "an answer has all parts")
}
