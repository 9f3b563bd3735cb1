package check_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

type asked struct{ N int }

// gambler serves what it is asked, or does not, as its draw says.
type gambler struct{ draw func() bool }

func (gambler) Start(assay.ID) (int, assay.Effects) { return 0, nil }

//assay:ignore pure it gambles on purpose: how check finds that is what is tested
//assay:ignore total each test gives it its draw
func (g gambler) Receive(self assay.ID, served int, from assay.ID, m asked) (int, assay.Effects) {
	if g.draw() {
		return served, nil
	}
	return max(served, m.N), nil
}

// asker asks once.
type asker struct{}

func (asker) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send("gambler", asked{1})}
}

func (asker) Receive(self assay.ID, s int, from assay.ID, m asked) (int, assay.Effects) {
	return s, nil
}

func gambling(draw func() bool) assay.System {
	served := func(v assay.View) bool { return assay.StateOf[int](v, "gambler") > 0 }
	return assay.System{Name: "gambling", Actors: []assay.Participant{assay.Spawn("asker", asker{}), assay.Spawn("gambler", gambler{draw})},
		Properties: []assay.Property{
			assay.Sometimes("it is served", served),
			assay.Always("nothing is served", func(v assay.View) error {
				if served(v) {
					return fmt.Errorf("served")
				}
				return nil
			}),
			assay.Always("all is well", func(assay.View) error { return nil }),
			assay.Recovers("it is served at last", served),
		}}
}

// TestGambling: with one input two runs agree every second time, and sixteen once in 32,768. The claims that rest on the whole of what was
// explored are not known then. What is violated on the way is a behaviour that was seen.
func TestGambling(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		result, err := check.Run(t.Context(), gambling(func() bool { return r.IntN(2) == 0 }), check.Workers(1))
		if err != nil {
			t.Fatal(err)
		}
		if result.Verdict() != evidence.Violated {
			t.Errorf("seed %d: %v, expected a finding", seed, result.Verdict())
		}
		found := result.Findings()
		if len(found) != 1 || found[0].Finding != "deterministic" || !strings.Contains(found[0].Why, "Receive of gambler (gambler) answers the same arguments differently") {
			t.Errorf("seed %d: %d findings: %+v", seed, len(found), found)
		}
		for _, record := range result.Records {
			switch {
			case record.Property == "" || record.Trace != nil && record.Verdict == evidence.Violated:
			case record.Property == "it is served" && record.Verdict == evidence.Holds:
			case record.Verdict != evidence.Unknown:
				t.Errorf("seed %d: %s is %s, and its handler draws lots", seed, record.Property, record.Verdict)
			}
		}
	}
}

// TestSettled: a handler that answers otherwise only once it has been called twice is caught too, since later runs are held against what
// was explored.
func TestSettled(t *testing.T) {
	var calls atomic.Int64
	result, err := check.Run(t.Context(), gambling(func() bool { return calls.Add(1) <= 2 }))
	if err != nil {
		t.Fatal(err)
	}
	if found := result.Findings(); len(found) != 1 || found[0].Finding != "deterministic" {
		t.Errorf("findings %+v, expected that it is not deterministic", found)
	}
	if record, _ := result.Record("it is served"); record.Verdict == evidence.Violated {
		t.Errorf("it is served: %s: %s", record.Verdict, record.Why)
	}
}

// TestRunsOverall: how often each input is run stands in the evidence, and is the same for any number of workers.
func TestRunsOverall(t *testing.T) {
	for _, workers := range []int{1, 2, 4} {
		result, err := check.Run(t.Context(), gambling(func() bool { return false }), check.Workers(workers))
		if err != nil {
			t.Fatal(err)
		}
		record := result.Records[0]
		text := fmt.Sprint(record.Bounds)
		// Two starts and one delivery.
		if record.Figures["handlerRuns"] != 3 || record.Figures["handlerCalls"] != 3*16 || !strings.Contains(text, "each input run 16 times") {
			t.Errorf("%d workers: %v, %s", workers, record.Figures, text)
		}
	}
}
