package workqueue_test

import (
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/workqueue"
	"github.com/assay-dev/assay/sim"
)

func runs(t *testing.T, sys assay.System, w sim.World, n int) []*sim.Result {
	t.Helper()
	results, err := sim.Seeds(t.Context(), sys, w, sim.FirstSeeds(n)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Finding != nil {
			t.Fatalf("seed %d: %+v", r.Seed, r.Finding)
		}
	}
	return results
}

// Case 1: what a record says of a few long jobs in one queue, and of eight lanes. Package sim holds the waits to their formulas
// (TestCase1HeadOfLine).
const headOfLine = "no head-of-line blocking at worker"

func TestHeadOfLineVerdict(t *testing.T) {
	asking := sim.Asking(sim.NoHeadOfLine("worker"))
	one := workqueue.HeadOfLine(workqueue.Mixed, 1, 50*time.Second)
	sim.Violates(t, workqueue.UnderLoad(), one, headOfLine, asking, sim.OnSeeds(2))
	sim.Test(t, workqueue.UnderLoad(), workqueue.HeadOfLine(workqueue.Mixed, 8, 50*time.Second), asking, sim.OnSeeds(5))
}

// Case 6: what a record says of an unbounded mailbox, and of a bounded one. Package sim has the moment when memory ends
// (TestCase6UnboundedMailbox).
const growth = "no unbounded growth of worker"

func TestFloodVerdict(t *testing.T) {
	asking := sim.Asking(sim.NoGrowth("worker"))
	w := workqueue.Flood(30 * time.Second)
	sim.Violates(t, workqueue.UnderLoad(), w, growth, asking, sim.OnSeeds(2))
	sim.Test(t, workqueue.UnderLoad(), workqueue.Bounded(w), asking, sim.OnSeeds(5),
		sim.Aiming(sim.Objective("memory is flat", sim.MemoryMax("worker"), sim.AtMost(1001<<10))))
}

func lag(r *sim.Result) (offset, behind int) {
	s := r.State("log").(*workqueue.LogState)
	return s.Offset, len(s.Records)
}

// Case 11: the offset stays and the lag grows by 10 a second, whatever is restarted or added.
func TestPoison(t *testing.T) {
	restarted := workqueue.Poison()
	restarted.Events = []sim.Event{sim.CrashAt("consumer0", 100*time.Second, 5*time.Second), sim.CrashAt("consumer0", 200*time.Second, 5*time.Second)}
	for _, c := range []struct {
		name   string
		sys    assay.System
		w      sim.World
		frozen bool
	}{
		{"poisoned", workqueue.Poisoned(1), workqueue.Poison(), true},
		{"and restarted", workqueue.Poisoned(1), restarted, true},
		{"and scaled", workqueue.Poisoned(3), workqueue.Poison(), true},
		{"dead letters", workqueue.DeadLetters(1), workqueue.Poison(), false},
	} {
		r := runs(t, c.sys, c.w, 1)[0]
		offset, behind := lag(r)
		t.Logf("%s: offset %d, lag %d", c.name, offset, behind)
		since := r.For().Seconds() - workqueue.PoisonAt/10. // in which records came after the one
		switch {
		case c.frozen && (offset != workqueue.PoisonAt || math.Abs(float64(behind)-10*since) > 1):
			t.Errorf("%s: offset %d, lag %d, expected %d and %g", c.name, offset, behind, workqueue.PoisonAt, 10*since)
		case !c.frozen && (behind > 1 || offset < 2990):
			t.Errorf("%s: offset %d, lag %d, expected no lag", c.name, offset, behind)
		}
	}
}

func TestPoisonVerdict(t *testing.T) {
	asking := sim.Asking(sim.NoGrowth("log"))
	sim.Violates(t, workqueue.Poisoned(1), workqueue.Poison(), "no unbounded growth of log", asking, sim.OnSeeds(2))
	sim.Test(t, workqueue.DeadLetters(2), workqueue.Poison(), asking, sim.OnSeeds(5))
	sim.Violates(t, workqueue.Written(workqueue.Skips()), sim.World{}, "what is committed is kept")
}

// What is simulated is a behaviour of what check explores.
func TestFollows(t *testing.T) {
	latency := sim.World{For: time.Minute, Link: sim.Link{Latency: sim.Exponential(400 * time.Millisecond)}}
	for _, c := range []struct {
		sys assay.System
		w   sim.World
	}{
		{workqueue.System(3), latency},
		{workqueue.UnderLoad(), workqueue.HeadOfLine(workqueue.Mixed, 2, time.Second)},
		{workqueue.UnderLoad(), workqueue.ShortestFirst(workqueue.HeadOfLine(workqueue.Mixed, 1, time.Second))},
		{workqueue.UnderLoad(), workqueue.Bounded(workqueue.Flood(time.Second))},
		{workqueue.Written(workqueue.DeadLetters(2)), latency},
		{workqueue.Poisoned(2), workqueue.Poison()},
	} {
		for _, seed := range sim.FirstSeeds(3) {
			if err := sim.Follows(c.sys, c.w, seed, 200); err != nil {
				t.Errorf("%s, seed %d: %v", c.sys.Name, seed, err)
			}
		}
	}
}
