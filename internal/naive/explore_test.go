package naive_test

import (
	"fmt"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

func ready(tb testing.TB, sys assay.System, track step.Track) *step.System {
	tb.Helper()
	s, err := step.New(sys, track)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestCounts holds the naive explorer itself to the counts of others: of Stateright, and of Gray and Lamport's model under TLC.
func TestCounts(t *testing.T) {
	for _, want := range []struct {
		system assay.System
		naive.Result
	}{
		{paxos.System(3, 1), naive.Result{States: 265, Steps: 482, Depth: 14, Complete: true}},
		{paxos.System(3, 2), naive.Result{States: 16_668, Steps: 32_971, Depth: 21, Complete: true}},
		{twophase.Model(3), naive.Result{States: 288, Steps: 1_146, Depth: 11, Complete: true}},
		{twophase.Model(5), naive.Result{States: 8_832, Steps: 58_146, Depth: 17, Complete: true}},
	} {
		sys := ready(t, want.system, step.Track{History: true})
		have, err := naive.Explore(sys, naive.Options{Mode: step.Reduced})
		if err != nil {
			t.Fatal(err)
		}
		have.Quiescent, have.Deadlocks = 0, 0
		if have != want.Result {
			t.Errorf("%s: %+v, expected %+v", want.system.Name, have, want.Result)
		}
	}
}

func TestBounds(t *testing.T) {
	sys := ready(t, paxos.System(3, 2), step.Track{History: true})
	for _, o := range []naive.Options{{Mode: step.Reduced, StatesMax: 100}, {Mode: step.Reduced, StepsMax: 100}} {
		have, err := naive.Explore(sys, o)
		if err != nil || have.Complete || have.States < 50 || have.States > 110 {
			t.Errorf("%+v: %+v, %v; expected a prefix", o, have, err)
		}
	}
}

// BenchmarkPaxos says how fast the yardstick itself is.
func BenchmarkPaxos(b *testing.B) {
	steps := uint64(0)
	for b.Loop() {
		r, err := naive.Explore(ready(b, paxos.System(3, 3), step.Track{History: true}), naive.Options{Mode: step.Reduced, StepsMax: 200_000})
		if err != nil {
			b.Fatal(err)
		}
		steps += r.Steps
	}
	b.ReportMetric(float64(steps)/b.Elapsed().Seconds(), "steps/s")
}

func ExampleExplore() {
	sys, err := step.New(paxos.System(3, 1), step.Track{History: true})
	if err != nil {
		panic(err)
	}
	r, err := naive.Explore(sys, naive.Options{Mode: step.Reduced})
	fmt.Println(r.States, "states,", r.Steps, "steps, depth", r.Depth, err)
	// Output: 265 states, 482 steps, depth 14 <nil>
}
