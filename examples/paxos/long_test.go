//go:build long

package paxos_test

import (
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/paxos"
)

// TestSixClientsOtherWays explores Paxos with 6 clients in every way but that of TestSixClients: one count, one verdict.
func TestSixClientsOtherWays(t *testing.T) {
	for _, way := range []struct {
		name    string
		options []check.Option
	}{
		{"one worker", []check.Option{check.Workers(1)}},
		{"depth first", []check.Option{check.DepthFirst()}},
		{"depth first, one worker", []check.Option{check.DepthFirst(), check.Workers(1)}},
		{"exact", []check.Option{check.Exact()}},
		{"exact, depth first", []check.Option{check.Exact(), check.DepthFirst()}},
	} {
		t.Run(way.name, func(t *testing.T) {
			result, err := check.Run(t.Context(), paxos.System(3, 6), way.options...)
			if err != nil {
				t.Fatal(err)
			}
			if result.States != 9_357_525 || result.Steps != 18_972_647 || result.Verdict() != evidence.Holds {
				t.Errorf("%d states, %d steps, %s; expected 9,357,525 and 18,972,647, and that all holds", result.States, result.Steps, result.Verdict())
			}
		})
	}
}
