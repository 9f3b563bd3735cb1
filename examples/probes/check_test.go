package probes_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/probes"
)

func TestStarting(t *testing.T) {
	check.Test(t, probes.Starting(1), check.Counts(8, 20, 5))
	check.Test(t, probes.Starting(2), check.Counts(64, 305, 9))
}

func TestAsksOnce(t *testing.T) {
	check.Violates(t, probes.AsksOnce(), "a pod gets ready or is restarted")
}
