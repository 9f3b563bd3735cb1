package paxos_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/paxos"
)

func TestSweep(t *testing.T) {
	s := check.Sweep(t, paxos.Durable(3, 2))
	t.Logf("%d answers, %d recalled, %v", s.Answers, s.Recalled, s.Measured)
}
