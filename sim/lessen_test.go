package sim

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// stale serves for a while, and answers wrongly after it.
type stale struct{}

type staleState struct{ Old, Wrong bool }

func (stale) Start(self assay.ID) (staleState, assay.Effects) {
	return staleState{}, assay.Effects{assay.SetTimer("old", 30*time.Second)}
}

func (stale) Timeout(self assay.ID, s staleState, timer string) (staleState, assay.Effects) {
	return staleState{Old: true}, nil
}

func (stale) Receive(self assay.ID, s staleState, from assay.ID, m msg) (staleState, assay.Effects) {
	if a, ok := m.(ask); ok {
		s.Wrong = s.Old
		return s, assay.Effects{assay.Send(from, reply{a.N})}
	}
	return s, nil
}

func staleSystem() assay.System {
	right := func(name string) assay.Property {
		return assay.Always(name, func(v assay.View) error {
			if assay.StateOf[staleState](v, "server").Wrong {
				return errors.New("an answer from what is old")
			}
			return nil
		})
	}
	return assay.System{Name: "stale", Actors: []assay.Participant{assay.Spawn("server", stale{})}, Properties: []assay.Property{right("answers are right"), right("the same")}}
}

// A violation after 200,000 steps of a heavy load is followed in a light one. What stays is the timer and the requests that came before
// it: a load numbers its requests, and asks in that order.
func TestShrinksTheLoadFirst(t *testing.T) {
	l := asks("server")
	l.Arrivals = Poisson(2400)
	w := World{For: 31 * time.Second, Load: []Load{l}, Faults: Faults{Off: true}}
	records := recordsOf(t, staleSystem(), w, func(*config) {})
	r := records[0]
	if r.Verdict != evidence.Violated || r.Trace == nil || len(r.Trace.Steps) > 40 {
		t.Fatalf("%s, %v, expected a trace of at most 40 steps: %v", r.Verdict, r.NotCovered, r.Trace)
	}
	if r.Figures["steps"] < recordMax {
		t.Errorf("%d steps were to be too many to follow", r.Figures["steps"])
	}
}

// Where one property is expected to be violated, the way to another is not looked for.
func TestShrinksWhatIsAskedFor(t *testing.T) {
	l := asks("server")
	l.Arrivals = Poisson(3)
	w := World{For: time.Minute, Load: []Load{l}, Faults: Faults{Off: true}}
	records := recordsOf(t, staleSystem(), w, func(c *config) { c.broken = "the same" })
	if records[0].Trace != nil || records[1].Trace == nil || records[0].Verdict != evidence.Violated {
		t.Errorf("traces: %v and %v", records[0].Trace, records[1].Trace)
	}
}

func recordsOf(t *testing.T, sys assay.System, w World, o Option) []evidence.Record {
	t.Helper()
	c := config{seeds: FirstSeeds(1)}
	o(&c)
	records, err := c.records(context.Background(), sys, w, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return records
}
