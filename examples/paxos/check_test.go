package paxos_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/paxos"
)

// TestPaxos holds the checker and this example to the counts of Stateright's example.
func TestPaxos(t *testing.T) {
	check.Test(t, paxos.System(3, 1), check.Counts(265, 482, 14))
	check.Test(t, paxos.System(3, 2), check.Counts(16_668, 32_971, 21))
	check.Test(t, paxos.System(3, 3), check.Counts(1_194_428, 2_420_477, 28))
}

func TestAgreement(t *testing.T) {
	check.Test(t, paxos.Agreement(3, 2), check.Counts(16_668, 32_971, 21))
}

func TestSmallQuorum(t *testing.T) {
	check.Violates(t, paxos.SmallQuorum(), "one value decided")
	check.Violates(t, paxos.SmallQuorum(), "linearizable")
}

func TestForgetful(t *testing.T) {
	check.Violates(t, paxos.Forgetful(), "one value decided")
	check.Violates(t, paxos.Forgetful(), "linearizable")
}

// TestSixClients explores what is the largest system of the default run, on all cores.
func TestSixClients(t *testing.T) {
	if testing.Short() {
		t.Skip("9 million states")
	}
	check.Test(t, paxos.System(3, 6), check.Counts(9_357_525, 18_972_647, 28))
}
