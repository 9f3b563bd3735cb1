package paxos_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/internal/naive"
	"github.com/assay-dev/assay/internal/step"
)

// TestSweep finds what Durable stands, and the one set of failures that breaks it: a server that forgets what it promised.
func TestSweep(t *testing.T) {
	s := check.Sweep(t, paxos.Durable(3, 2))
	if t.Failed() || len(s.Properties) == 0 {
		return // it is there to replay a behaviour
	}
	if s.Grid != 324 || s.Ran*3 >= s.Grid {
		t.Errorf("%d of %d points were run, expected less than a third of 324", s.Ran, s.Grid)
	}
	for property, steps := range map[string]int{"one value decided": 12, "linearizable": 19} {
		i := slices.IndexFunc(s.Properties, func(p evidence.SweepProperty) bool { return p.Name == property })
		p := s.Properties[i]
		if len(p.Breaks) != 1 || strings.Join(p.Breaks[0].Words, " + ") != "1 crash + wiped disk" || !p.Breaks[0].Certain {
			t.Errorf("%s breaks with %v, expected 1 crash + wiped disk", property, p.Breaks)
			continue
		}
		if way := p.Breaks[0].Trace; way == nil || len(way.Steps) != steps {
			t.Errorf("%s breaks in %v, expected %d steps", property, way, steps)
		}
		var holds []string
		for _, words := range p.Holds {
			holds = append(holds, strings.Join(words, " + "))
		}
		if want := []string{"unlimited losses + unlimited duplicates + 1 cut", "unlimited losses + 1 crash + unsynced disk + 1 cut"}; !slices.Equal(holds, want) {
			t.Errorf("%s holds with %q, expected %q", property, holds, want)
		}
	}
	t.Log(s.Text())
}

// TestDurable has every behaviour with one crash, and with two.
func TestDurable(t *testing.T) {
	for _, want := range []struct {
		crashes       int
		states, steps uint64
	}{{1, 116_146, 301_881}, {2, 347_379, 1_101_429}} {
		sys := paxos.Durable(3, 2)
		sys.Name += fmt.Sprint("/crashes", want.crashes)
		sys.Assume.Crashes = assay.AtMost(want.crashes)
		r, err := check.Run(t.Context(), sys)
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict() != evidence.Holds || r.States != want.states || r.Steps != want.steps {
			t.Errorf("%d crashes: %s, %d states, %d steps; expected that it holds, %d, %d", want.crashes, r.Verdict(), r.States, r.Steps, want.states, want.steps)
		}
	}
}

// TestUnlimitedDuplicates counts where each inbox is a set of everything ever sent, with one worker, with several, and naively.
func TestUnlimitedDuplicates(t *testing.T) {
	sys := paxos.System(3, 2)
	sys.Name += "/duplicates"
	sys.Assume.Duplicates = assay.Unlimited
	const states, steps, depth = 16_355, 50_541, 21
	for _, workers := range []int{1, 3} {
		r, err := check.Run(t.Context(), sys, check.Workers(workers))
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict() != evidence.Holds || r.States != states || r.Steps != steps || r.Depth != depth {
			t.Errorf("%d workers: %s, %d states, %d steps, depth %d", workers, r.Verdict(), r.States, r.Steps, r.Depth)
		}
	}
	plain, err := step.New(sys, step.Track{History: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := naive.Explore(plain, naive.Options{Mode: step.Reduced})
	if err != nil || !r.Complete || r.States != states || r.Steps != steps || r.Depth != depth {
		t.Errorf("naively: %+v, %v", r, err)
	}
}
