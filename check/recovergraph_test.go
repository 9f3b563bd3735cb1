package check

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// stamper counts what it receives, up to 5, and sends itself the next.
type stamper struct{}

func (stamper) Start(self assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send(self, 1)}
}

func (stamper) Receive(self assay.ID, n int, _ assay.ID, _ int) (int, assay.Effects) {
	if n == 5 {
		return n, nil
	}
	return n + 1, assay.Effects{assay.Send(self, 1)}
}

func stampers(goal func(assay.View) bool) assay.System {
	return assay.System{Name: "stampers", Actors: []assay.Participant{assay.Spawn("s", stamper{})}, Properties: []assay.Property{assay.Recovers("full", goal)}}
}

func full(v assay.View) bool { return assay.StateOf[int](v, "s") == 5 }

// TestRecoversHasItsOwnGrounds holds a record of Recovers to the bounds and figures of its own graph: of 0 to 5 with a message each, and
// of the end without one.
func TestRecoversHasItsOwnGrounds(t *testing.T) {
	for _, c := range []struct {
		options  []Option
		verdict  evidence.Verdict
		states   uint64
		compared evidence.Entry
	}{
		{nil, evidence.Holds, 7, evidence.Entry{Name: "fingerprints", Value: "64 bits, odds of a collision 1e-18"}},
		{[]Option{Exact()}, evidence.Holds, 7, evidence.Entry{Name: "states compared", Value: "whole"}},
		{[]Option{Depth(7)}, evidence.Holds, 7, evidence.Entry{Name: "depth", Value: "7"}},
		{[]Option{Depth(4)}, evidence.Unknown, 4, evidence.Entry{Name: "depth", Value: "4"}},
		{[]Option{Depth(4), Exact()}, evidence.Unknown, 4, evidence.Entry{Name: "depth", Value: "4"}},
	} {
		r, err := Run(t.Context(), stampers(full), c.options...)
		if err != nil {
			t.Fatal(err)
		}
		record := r.Records[0]
		if record.Verdict != c.verdict || record.Figures["states"] != c.states || !slices.Contains(record.Bounds, c.compared) {
			t.Errorf("%s, %v, %v, expected %s, %d states and %v", record.Verdict, record.Figures, record.Bounds, c.verdict, c.states, c.compared)
		}
		if i := slices.IndexFunc(record.Bounds, func(e evidence.Entry) bool { return e.Name == "ignored deliveries" }); record.Bounds[i].Value != "consume their message" {
			t.Errorf("%v, expected that every delivery is a step", record.Bounds[i])
		}
		if _, quiescent := record.Figures["quiescent"]; quiescent || (len(record.NotCovered) > 0) != (c.verdict == evidence.Unknown) {
			t.Errorf("%v, not covered %v", record.Figures, record.NotCovered)
		}
	}
}

// TestRecoversGoalThatFails is a finding, with the way to where it fails, and no error.
func TestRecoversGoalThatFails(t *testing.T) {
	calls := 0
	for name, goal := range map[string]func(assay.View) bool{
		"total":         func(v assay.View) bool { return 6/(3-assay.StateOf[int](v, "s")) > 100 },
		"view":          func(v assay.View) bool { return assay.StateOf[int](v, "nobody") == 1 },
		"deterministic": func(v assay.View) bool { calls++; return assay.StateOf[int](v, "s") == 3 && calls%2 == 0 },
	} {
		r, err := Run(t.Context(), stampers(goal))
		if err != nil {
			t.Fatal(err)
		}
		record, ok := r.Record("full")
		i := slices.IndexFunc(r.Records, func(e evidence.Record) bool { return e.Finding == name })
		if !ok || record.Verdict != evidence.Unknown || !strings.Contains(record.Why, "see the findings") || i < 0 || r.Records[i].Trace == nil {
			t.Errorf("%s: %+v", name, r.Records)
		} else if steps := len(r.Records[i].Trace.Steps); name != "view" && steps != 3 {
			t.Errorf("%s: after %d steps, expected 3", name, steps)
		}
	}
}

// staller blocks on its third message until it is released.
type staller struct{ release chan struct{} }

func (staller) Start(self assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send(self, 1)}
}

//assay:ignore pure it blocks on purpose: that check does not is what is tested
func (s staller) Receive(self assay.ID, n int, _ assay.ID, _ int) (int, assay.Effects) {
	if n == 3 {
		<-s.release
	}
	return n + 1, assay.Effects{assay.Send(self, 1)}
}

// TestRecoversDoesNotHang has the search for the other properties end before a handler that does not return, which the graph of Recovers
// comes to.
func TestRecoversDoesNotHang(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	sys := stampers(full)
	sys.Actors = []assay.Participant{assay.Spawn("s", staller{release})}
	sys.Properties = append(sys.Properties, assay.Always("calm", func(v assay.View) error {
		if assay.StateOf[int](v, "s") == 1 {
			return errReached
		}
		return nil
	}))
	r, err := Run(ctx, sys)
	if record, _ := r.Record("full"); err != nil || record.Verdict != evidence.Unknown {
		t.Errorf("%v, %s, expected unknown: %s", err, record.Verdict, record.Why)
	}
	if record, _ := r.Record("calm"); record.Verdict != evidence.Violated {
		t.Errorf("%s, expected that the other property is violated", record.Verdict)
	}
}
