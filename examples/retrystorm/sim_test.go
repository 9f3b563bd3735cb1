package retrystorm_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/retrystorm"
	"github.com/assay-dev/assay/sim"
)

const (
	collapse = "no collapse under the retries of clients"
	recovers = "recovers after a spike"
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

// goodput is the mean over seeds, from a moment to the end.
func goodput(results []*sim.Result, from time.Duration) sim.Interval {
	var all []float64
	for _, r := range results {
		all = append(all, r.Load("clients").Goodput(from, r.For()))
	}
	return sim.IntervalOf(.99, all...)
}

// Case 2: what a record says of a storm, and of its three cures. Package sim holds this very model to its numbers, as it does the models
// of cases 3 and 4 (TestCase2RetryStorm and so on). Where it begins, 150 ± 5, assay sim -find lambda=100..300 finds in 8 runs.
func TestStormVerdicts(t *testing.T) {
	asking := sim.Asking(sim.NoCollapse("clients"))
	lambda := sim.Knob{Name: "lambda", Low: 100, High: 300, Set: func(w sim.World, perSecond float64) sim.World {
		w.Load = slices.Clone(w.Load)
		w.Load[0].Arrivals = sim.Poisson(perSecond)
		return w
	}}
	storm := retrystorm.Storm(150)
	storm.For = 1200 * time.Second // the nearer to 150, the longer it takes to be well again
	sim.Violates(t, retrystorm.System(), storm, collapse, asking, sim.OnSeeds(1), sim.Turning(lambda))
	for name, cured := range map[string]sim.World{
		"last in":      retrystorm.LastIn(retrystorm.Storm(150)),
		"drop expired": retrystorm.DropExpired(retrystorm.Storm(150)),
		"budget":       retrystorm.Budget(retrystorm.Storm(150)),
		"no outage":    retrystorm.Calm(280),
	} {
		cured.For = 200 * time.Second
		t.Run(name, func(t *testing.T) { sim.Test(t, retrystorm.System(), cured, asking, sim.OnSeeds(5)) })
	}
}

// Case 3: one spike, and the load does not come back, nor does it where there is one retry alone (case 4).
func TestTwoStatesVerdict(t *testing.T) {
	w := retrystorm.TwoStates(7)
	w.For = 800 * time.Second
	for name, w := range map[string]sim.World{"five tries": w, "two tries": retrystorm.OneRetry(w)} {
		t.Run(name, func(t *testing.T) {
			sim.Violates(t, retrystorm.System(), w, recovers, sim.Asking(sim.Metastable("clients", retrystorm.Spike(7))), sim.OnSeeds(8))
		})
	}
}

// Case 4: it comes back where the newest is served first, and where retries have a budget.
func TestCuresVerdict(t *testing.T) {
	for name, w := range map[string]sim.World{"last in": retrystorm.LastIn(retrystorm.TwoStates(8)), "budget": retrystorm.Budget(retrystorm.TwoStates(8))} {
		w.For = 2000 * time.Second
		t.Run(name, func(t *testing.T) {
			sim.Test(t, retrystorm.System(), w, sim.OnSeeds(10), sim.Asking(sim.Metastable("clients", retrystorm.Spike(8))),
				sim.Aiming(sim.Objective("almost all are answered", sim.Goodput("clients", 0), sim.AtLeast(.99))))
		})
	}
}

// Case 5: three layers of 4 tries are 64 calls; one that retries is 4.
func TestMultiplied(t *testing.T) {
	served := func(sys assay.System) int {
		return int(*runs(t, sys, retrystorm.SlowBottom(), 1)[0].State("bottom").(*retrystorm.Served))
	}
	if n := served(retrystorm.Multiplied()); n != 64 {
		t.Errorf("%d calls at the bottom, expected 64", n)
	}
	if n := served(retrystorm.OneRetries()); n != 4 {
		t.Errorf("%d calls at the bottom, expected 4", n)
	}
	sim.Violates(t, retrystorm.Layers(2, 2, 2), retrystorm.SlowBottom(), "retries do not multiply")
	sim.Test(t, retrystorm.OneRetries(), retrystorm.SlowBottom())
}

// Nothing needs to run for it.
func TestMultipliedStatic(t *testing.T) {
	w := retrystorm.SlowBottom()
	w.Load = []sim.Load{{ID: "users", To: []assay.ID{"layer0"}, Arrivals: sim.At(0), Timeout: time.Second,
		Request: func(n int) any { return retrystorm.Request{N: n} }, Reply: func(any) (int, bool) { return 0, false }}}
	records, err := sim.Static(retrystorm.Multiplied(), w)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(records, func(r evidence.Record) bool {
		return r.Verdict == evidence.Violated && strings.Contains(r.Why, "4 · 4 · 4 = 64 calls of bottom")
	}) {
		t.Errorf("nothing is said of 64 calls: %+v", records)
	}
}

// Case 12: 1-.99^100 of the requests are slow; with a second try after 10 ms 1-(1-.01²)^100.
func TestFanOutTail(t *testing.T) {
	for _, c := range []struct {
		sys  assay.System
		slow float64
	}{
		{retrystorm.FanOut(100), .634},
		{retrystorm.Hedged(100), 1 - math.Pow(1-.01*.01, 100)},
	} {
		in := goodput(runs(t, c.sys, retrystorm.SlowOnce(retrystorm.Backends(c.sys), 90*time.Second), 20), 0)
		slow := 1 - in.Mean
		t.Logf("%s: %.4f ± %.4f slow, expected %.4f", c.sys.Name, slow, in.Half, c.slow)
		if math.Abs(slow-c.slow) > in.Half || c.slow > .1 && in.Half > .03*c.slow {
			t.Errorf("%s: %.4f ± %.4f slow, expected %.4f", c.sys.Name, slow, in.Half, c.slow)
		}
	}
}

// What is simulated is a behaviour of what check explores.
func TestFollows(t *testing.T) {
	latency := sim.World{For: time.Minute, Link: sim.Link{Latency: sim.Exponential(400 * time.Millisecond)}}
	few := retrystorm.FanOut(5)
	for _, c := range []struct {
		sys assay.System
		w   sim.World
	}{
		{retrystorm.System(), retrystorm.Storm(2)},
		{retrystorm.System(), retrystorm.Spike(7).Apply(retrystorm.TwoStates(7))},
		{retrystorm.Clients(3, 4), latency},
		{retrystorm.NoBudget(), latency},
		{retrystorm.Multiplied(), retrystorm.SlowBottom()},
		{few, retrystorm.SlowOnce(retrystorm.Backends(few), 10*time.Second)},
	} {
		for _, seed := range sim.FirstSeeds(3) {
			if err := sim.Follows(c.sys, c.w, seed, 200); err != nil {
				t.Errorf("%s, seed %d: %v", c.sys.Name, seed, err)
			}
		}
	}
}
