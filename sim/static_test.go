package sim

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

func staticOf(t *testing.T, w World) map[string]evidence.Record {
	t.Helper()
	records, err := Static(echoSystem(), w)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]evidence.Record{}
	for _, r := range records {
		by[r.Property] = r
	}
	return by
}

func expectStatic(t *testing.T, by map[string]evidence.Record, property string, verdict evidence.Verdict, text string) {
	t.Helper()
	r, ok := by[property]
	if !ok || r.Verdict != verdict || !strings.Contains(r.Why, text) {
		t.Errorf("%s: %q, %s; expected %q with %q\nthere are %v", property, r.Verdict, r.Why, verdict, text, by)
	}
}

// The thresholds of cases 2 and 3, with no simulation.
func TestStaticThresholds(t *testing.T) {
	edge := "clients -> server"
	below := staticOf(t, retryStorm(145, 0))
	expectStatic(t, below, "below the retry threshold: "+edge, evidence.Holds, "λ* = μ/tries = 300/2 = 150/s")
	expectStatic(t, below, "the queue fits the timeout: "+edge, evidence.Violated, "unbounded, and Q* = μT = 300")
	expectStatic(t, below, "bounded: server", evidence.Violated, "whatever comes")
	expectStatic(t, staticOf(t, retryStorm(150, 0)), "below the retry threshold: "+edge, evidence.Violated, "λ is 150/s")
	two := staticOf(t, twoStates(7, time.Minute, true))
	expectStatic(t, two, "below the retry threshold: "+edge, evidence.Violated, "λ is 7/s and λ* = μ/tries = 10/5 = 2/s")
	expectStatic(t, two, "the queue fits the timeout: "+edge, evidence.Violated, "is 100, and Q* = μT = 30")
}

// Case 5, from the settings alone, and timeouts that do not shrink.
func TestStaticPaths(t *testing.T) {
	sys := assay.System{Name: "layers"}
	for _, id := range []assay.ID{"a", "b", "c"} {
		sys.Actors = append(sys.Actors, assay.Spawn(id, echo{}))
	}
	l := asks("a")
	l.Arrivals, l.Tries, l.Timeout = Poisson(1), 4, time.Second
	w := World{Load: []Load{l}, Calls: []Call{{From: []assay.ID{"a"}, To: []assay.ID{"b"}, Tries: 4, Timeout: time.Second},
		{From: []assay.ID{"b"}, To: []assay.ID{"c"}, Tries: 4, Timeout: time.Second}}}
	records, err := Static(sys, w)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, r := range records {
		said += string(r.Verdict) + " " + r.Property + ": " + r.Why + "\n"
	}
	for _, want := range []string{"violated retries do not multiply: clients -> a -> b -> c: one request is up to 4 · 4 · 4 = 64 calls of c",
		"violated timeouts shrink: clients -> a -> b -> c: a try of a waits 1s and the call to b takes up to 4 tries of 1s"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

// A bisection finds case 2's boundary, 150 ± 5, in at most 8 runs.
// A load that is silent at first is not one without requests: what counts is its usual rate.
func TestStaticOfALateLoad(t *testing.T) {
	w := retryStorm(145, 0)
	w.Load[0].Arrivals = Poisson(0).From(time.Minute, 160)
	if r := staticOf(t, w)["below the retry threshold: clients -> server"]; r.Verdict != evidence.Violated || !strings.Contains(r.Why, "λ is 160/s") {
		t.Errorf("%s: %s", r.Verdict, r.Why)
	}
}

func TestFindBoundary(t *testing.T) {
	c := config{seeds: FirstSeeds(2), verdicts: []Verdict{NoCollapse("clients")}, knobs: []Knob{{Name: "lambda", Low: 100, High: 300, Set: func(w World, x float64) World {
		l := w.Load[0]
		l.Arrivals = Poisson(x)
		w.Load = []Load{l}
		return w
	}}}}
	w := retryStorm(145, 10*time.Second)
	w.For = 500 * time.Second // in which 143.75 a second, the last value below the boundary but one, are well again before the last third
	records, err := c.find(t.Context(), echoSystem(), w, "lambda=100..300")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(records[0].Why, records[0].Figures)
	if runs := records[0].Figures["runs"]; runs > 8 {
		t.Errorf("it took %d runs", runs)
	}
	var good, bad float64
	if _, err := fmt.Sscanf(records[0].Why, "well at lambda = %g, not at %g:", &good, &bad); err != nil || math.Abs((good+bad)/2-150) > 5 {
		t.Errorf("%s, expected 150 ± 5: %v", records[0].Why, err)
	}
	b, err := Bisect(100, 300, 4, func(x float64) (bool, error) { return x >= 150, nil })
	if err != nil || math.Abs((b.Good+b.Bad)/2-150) > 5 || b.Runs > 8 {
		t.Errorf("%+v, %v", b, err)
	}
}
