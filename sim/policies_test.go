package sim

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
)

// The policies of package flow in the loop: each keeps case 3 from staying where the spike left it.
func TestPoliciesCure(t *testing.T) {
	limit := flow.Concurrency{Limit: 20}
	rate := flow.Rate{Permits: 9, Per: time.Second, Burst: 9}
	breaker := flow.Breaker{Failures: 5, Open: 20 * time.Second, Probes: 1, Lost: 10 * time.Second}
	shed := flow.Shed{Target: 500 * ms, Interval: time.Second, Law: flow.ByStanding}
	for _, c := range []struct {
		name  string
		cure  func(*World)
		least float64
	}{
		{"a limit of 20 tries at once", func(w *World) { w.Load[0].Limit = &limit }, .95},
		{"a rate below what is served", func(w *World) { w.Load[0].Rate = &rate }, .95},
		{"a breaker", func(w *World) { w.Load[0].Breaker = &breaker }, .5},
		{"load shedding", func(w *World) { queueOf(w, func(q *Queue) { q.Shed = &shed }) }, .9},
	} {
		w := twoStates(7, 1000*time.Second, true)
		c.cure(&w)
		for _, r := range seedsOf(t, w, 3) {
			goodput := r.Load("clients").Goodput(500*time.Second, r.For())
			t.Logf("%s, seed %d: %.3f", c.name, r.Seed, goodput)
			if goodput < c.least {
				t.Errorf("%s, seed %d: goodput %.3f", c.name, r.Seed, goodput)
			}
		}
	}
}
