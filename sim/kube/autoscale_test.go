package kube

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// The arithmetic of the autoscaler, worked out by hand: ceil(pods · mean/target), within the tolerance nothing, and what is not known counts
// against scaling.
func TestRecommend(t *testing.T) {
	of := func(n int, x float64) (all []float64) {
		for range n {
			all = append(all, x)
		}
		return all
	}
	for _, c := range []struct {
		name             string
		a                Autoscaler
		current          int
		metrics          []float64
		missing, unready int
		want             int
	}{
		{"twice the target", Autoscaler{Target: .5}, 3, of(3, 1), 0, 0, 6},
		{"rounded up", Autoscaler{Target: .5}, 3, of(3, .6), 0, 0, 4}, // 3.6
		{"half the target", Autoscaler{Target: .5}, 4, of(4, .25), 0, 0, 2},
		{"down is rounded up too", Autoscaler{Target: .5}, 4, of(4, .3), 0, 0, 3}, // 2.4
		{"within the tolerance, above", Autoscaler{Target: .5}, 10, of(10, .549), 0, 0, 10},
		{"within the tolerance, below", Autoscaler{Target: .5}, 10, of(10, .451), 0, 0, 10},
		{"beyond it", Autoscaler{Target: .5}, 10, of(10, .56), 0, 0, 12}, // 11.2
		{"no tolerance", Autoscaler{Target: .5, Tolerance: None}, 10, of(10, .51), 0, 0, 11},
		{"the mean counts", Autoscaler{Target: .5}, 2, []float64{.2, 1}, 0, 0, 3}, // 2.4
		{"no metrics at all", Autoscaler{Target: .5}, 3, nil, 2, 1, 3},
		{"missing ones do nothing, up", Autoscaler{Target: .5}, 4, of(2, 1.5), 2, 0, 6},                     // (3+0)/4/.5 = 1.5
		{"and may turn it round: then nothing", Autoscaler{Target: .5}, 4, of(1, 1), 3, 0, 4},               // 1/4/.5 = .5
		{"missing ones are on target, down", Autoscaler{Target: .5}, 4, of(2, .1), 2, 0, 3},                 // (.2+1)/4/.5 = .6; 2.4
		{"unready ones do nothing, up", Autoscaler{Target: .5}, 4, of(2, 1.5), 0, 2, 6},                     // as if missing
		{"unready ones do not count, down", Autoscaler{Target: .5}, 4, of(2, .25), 0, 2, 1},                 // ceil(.5 · 2)
		{"zero load", Autoscaler{Target: .5}, 4, of(4, 0), 0, 0, 0},                                         // Min is applied later
		{"floats do not round 3 up to 4", Autoscaler{Target: .7, Tolerance: None}, 2, of(2, 1.05), 0, 0, 3}, // 1.05/.7 = 1.5000000000000002
	} {
		if got := c.a.Recommend(c.current, c.metrics, c.missing, c.unready); got != c.want {
			t.Errorf("%s: %d, expected %d", c.name, got, c.want)
		}
	}
}

// scaling runs a deployment whose metric is load(t) spread over its ready pods.
func scaling(t *testing.T, a Autoscaler, load func(at time.Duration) float64) *Controller {
	a.Metric = func(run *sim.Control, pod assay.ID) (float64, bool) {
		ready := 0
		for _, p := range Of(run, "web").Pods() {
			if p.Ready {
				ready++
			}
		}
		return load(run.Now()) / float64(ready), true
	}
	d := Deployment{Name: "web", Pods: ids(20), Replicas: 2, Autoscaler: &a}
	_, c := run(t, world(d, 900*s, sim.Server{}, nil), 1)
	return c
}

// changes are when the number of pods that there are to be changed, and to what.
func changes(c *Controller) (at []time.Duration, to []int) {
	was := -1
	for _, p := range c.Series() {
		if p.Desired != was && p.At > 0 {
			at, to = append(at, p.At), append(to, p.Desired)
		}
		was = p.Desired
	}
	return at, to
}

func expectChanges(t *testing.T, c *Controller, at []time.Duration, to []int) {
	t.Helper()
	gotAt, gotTo := changes(c)
	same := len(gotAt) == len(at)
	for i := range at {
		same = same && gotAt[i] == at[i] && gotTo[i] == to[i]
	}
	if !same {
		t.Errorf("scaled at %v to %v, expected at %v to %v", gotAt, gotTo, at, to)
	}
}

// Up at the next look, by at most double or four more; down when the highest recommendation is older than the window.
func TestAutoscalerUpAndDown(t *testing.T) {
	peak := func(at time.Duration) float64 {
		if at >= 50*s && at < 100*s {
			return 16
		}
		return 2
	}
	// Looks at 60 and 75 s: 2 to 6 and 6 to 12 and, at 90 s, 16. The last look that recommends 16 is at 90 s; it is out of the window after 390 s.
	expectChanges(t, scaling(t, Autoscaler{Min: 2, Max: 18, Target: 1}, peak), seconds(60, 75, 90, 405), []int{6, 12, 16, 2})
	expectChanges(t, scaling(t, Autoscaler{Min: 3, Max: 10, Target: 1}, peak), seconds(15, 60, 75, 405), []int{3, 7, 10, 3})
	expectChanges(t, scaling(t, Autoscaler{Min: 2, Max: 18, Target: 1, Window: None}, peak), seconds(60, 75, 90, 105), []int{6, 12, 16, 2})
	expectChanges(t, scaling(t, Autoscaler{Max: 18, Target: 1, Every: 50 * s, Window: 100 * s}, peak), seconds(50, 200), []int{6, 2})
}

// Without a Metric it is how busy the lanes are: 90 requests a second of 10 ms each keep one pod 90 % busy, which at a target of 30 %
// is work for three.
func TestAutoscalerBusy(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(6), Replicas: 1, Loads: []assay.ID{"clients"}, Autoscaler: &Autoscaler{Max: 6, Target: .3}}
	_, c := run(t, world(d, 300*s, sim.Server{Service: sim.Exactly(10 * time.Millisecond)}, clients(sim.Steady(90))), 1)
	expectChanges(t, c, seconds(15), []int{3})
}

// Who scales to none by hand means it.
func TestAutoscalerLeavesNone(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(6), Replicas: 2, Autoscaler: &Autoscaler{Min: 1, Max: 6, Target: .5, Metric: func(*sim.Control, assay.ID) (float64, bool) { return .5, true }}}
	none := sim.Event{At: 20 * s, Name: "scale to none", Do: func(run *sim.Control) { Of(run, "web").Scale(0) }}
	_, c := run(t, world(d, 300*s, sim.Server{}, nil, none), 1)
	expectChanges(t, c, seconds(20), []int{0})
}
