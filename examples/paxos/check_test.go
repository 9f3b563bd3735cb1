package paxos_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/paxos"
)

func TestPaxos(t *testing.T) {
	check.Test(t, paxos.System(3, 2))
	check.Test(t, paxos.Agreement(3, 2))
}

func TestSmallQuorum(t *testing.T) {
	check.Violates(t, paxos.SmallQuorum(), "one value decided")
	check.Violates(t, paxos.SmallQuorum(), "linearizable")
}

func TestForgetful(t *testing.T) {
	check.Violates(t, paxos.Forgetful(), "one value decided")
	check.Violates(t, paxos.Forgetful(), "linearizable")
}

// TestCounts holds the checker and this example to the counts of Stateright's example.
func TestCounts(t *testing.T) {
	for clients, want := range map[int]struct {
		states, steps uint64
		depth         int
	}{
		1: {265, 482, 14},
		2: {16_668, 32_971, 21},
		3: {1_194_428, 2_420_477, 28},
	} {
		if clients > 2 && testing.Short() {
			continue
		}
		result, err := check.Run(t.Context(), paxos.System(3, clients))
		if err != nil {
			t.Fatal(err)
		}
		if result.States != want.states || result.Steps != want.steps || result.Depth != want.depth {
			t.Errorf("%d clients: %d states, %d steps, depth %d; expected %+v", clients, result.States, result.Steps, result.Depth, want)
		}
	}
}

// TestSixClients explores what is the largest system of the default run, on all cores.
func TestSixClients(t *testing.T) {
	if testing.Short() {
		t.Skip("9 million states")
	}
	result, err := check.Run(t.Context(), paxos.System(3, 6))
	if err != nil {
		t.Fatal(err)
	}
	if result.States != 9_357_525 || result.Steps != 18_972_647 {
		t.Errorf("%d states, %d steps; expected 9,357,525 and 18,972,647", result.States, result.Steps)
	}
	if verdict := result.Verdict(); verdict != evidence.Holds {
		t.Errorf("%s, expected that all holds: %+v", verdict, result.Records)
	}
}
