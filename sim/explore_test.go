package sim_test

import (
	"os"
	"testing"

	"github.com/assay-dev/assay/examples/retrystorm"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/walk"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/trace"
)

// TestExploreTrace walks the trace that a simulation left: what it violates is false at its end, and nowhere before.
func TestExploreTrace(t *testing.T) {
	text, err := os.ReadFile("../examples/retrystorm/testdata/retrystorm/layers-2-2-2/retries do not multiply.sim.trace")
	if err != nil {
		t.Fatal(err)
	}
	want, err := trace.Parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	g, err := sim.GroundOf(retrystorm.Layers(2, 2, 2), retrystorm.SlowBottom(), want)
	if err != nil {
		t.Fatal(err)
	}
	at := walk.Place{State: g.Initial[0]}
	for i, asked := range want.Steps {
		s, err := walk.Choose(g.Sys, at.State, g.React, asked)
		if err != nil {
			t.Fatal(err)
		}
		before := at
		next, err := g.Sys.Do(at.State, s)
		if err != nil {
			t.Fatal(err)
		}
		at = walk.Place{State: next, Took: s, Before: &before}
		said := g.Judge(at, "retries do not multiply")
		if last := i+1 == len(want.Steps); len(said) != 1 || (said[0].Truth == diagram.False) != last || last && said[0].Why == "" {
			t.Errorf("after step %d: %+v", i+1, said)
		}
	}
	if _, err := sim.GroundOf(retrystorm.Layers(2, 2, 2), retrystorm.SlowBottom(), trace.Trace{Digest: "none"}); err == nil {
		t.Error("a trace of another system was taken")
	}
}
