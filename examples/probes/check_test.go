package probes_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/probes"
)

func TestStarting(t *testing.T) {
	check.Test(t, probes.Starting(1), check.States(1_000_000))
	check.Test(t, probes.Starting(2), check.States(1_000_000))
}

func TestAsksOnce(t *testing.T) {
	check.Violates(t, probes.AsksOnce(), "a pod gets ready or is restarted")
}
