package retrystorm_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/retrystorm"
)

func TestClients(t *testing.T) {
	check.Test(t, retrystorm.Clients(1, 3))
	check.Test(t, retrystorm.Clients(2, 1))
}

func TestNoBudget(t *testing.T) {
	check.Violates(t, retrystorm.NoBudget(), "retries stay within the budget")
}

func TestLayers(t *testing.T) {
	check.Test(t, retrystorm.Layers(2, 1, 1))
	check.Test(t, retrystorm.Layers(1, 1, 3))
	check.Violates(t, retrystorm.Layers(2, 2), "retries do not multiply")
}

func TestFanOut(t *testing.T) {
	check.Test(t, retrystorm.Asked(retrystorm.FanOut(3)))
	check.Test(t, retrystorm.Asked(retrystorm.Hedged(2)))
	check.Violates(t, retrystorm.Impatient(), "an answer has all parts")
}
