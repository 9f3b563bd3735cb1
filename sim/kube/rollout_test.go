package kube

import (
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay/sim"
)

// A surge is rounded up, what may be missing down, and if both come to none one may be missing.
func TestRounding(t *testing.T) {
	for _, c := range []struct {
		surge, unavailable Amount
		replicas           int
		above, below       int
	}{
		{Amount{}, Amount{}, 1, 1, 0}, {Amount{}, Amount{}, 3, 1, 0}, {Amount{}, Amount{}, 4, 1, 1}, {Amount{}, Amount{}, 5, 2, 1},
		{Amount{}, Amount{}, 10, 3, 2}, {Percent(100), Percent(0), 7, 7, 0}, {Percent(1), Percent(99), 10, 1, 9},
		{Pods(0), Pods(2), 3, 0, 2}, {Pods(0), Percent(25), 3, 0, 1}, {Pods(0), Pods(0), 3, 0, 1}, {Pods(3), Percent(50), 0, 3, 0},
	} {
		d := Deployment{MaxSurge: c.surge, MaxUnavailable: c.unavailable}.filled()
		if above, below := d.room(c.replicas); above != c.above || below != c.below {
			t.Errorf("surge %v and unavailable %v of %d: %d and %d, expected %d and %d", d.MaxSurge, d.MaxUnavailable, c.replicas, above, below, c.above, c.below)
		}
	}
	if up, down := Percent(25).Up(5), Percent(25).Down(5); up != 2 || down != 1 || Pods(4).Up(2) != 4 || Percent(25).String() != "25%" || Pods(1).String() != "1" {
		t.Errorf("25 %% of 5 is %d up and %d down", up, down)
	}
}

// rolled is a rollout of v2 at 100 s, to pods that take 10 s to start up and 5 s to stop.
func rolled(t *testing.T, d Deployment, change func(*Template), seed uint64) *Controller {
	d.Name, d.Template = "web", Template{Version: "v1", App: App{StartUp: sim.Exactly(10 * s), Stop: sim.Exactly(5 * s)}, Readiness: &Probe{Period: s}}
	event := sim.Event{At: 100 * s, Name: "v2", Do: func(run *sim.Control) {
		next := d.Template
		next.Version = "v2"
		change(&next)
		c := Of(run, "web")
		c.Rollout(next)
		c.Rollout(next) // the version that there is
	}}
	_, c := run(t, world(d, 1200*s, sim.Server{}, nil, event), seed)
	return c
}

// extremes are the fewest ready pods and the most pods while it rolls.
func extremes(c *Controller) (ready, pods int) {
	ready = least(c, 99*s, 1200*s, func(p Point) int { return p.Ready })
	return ready, -least(c, 99*s, 1200*s, func(p Point) int { return -p.Pods })
}

// A rollout keeps at least Replicas less what may be missing ready, and has no more than the surge allows.
func TestRollout(t *testing.T) {
	for _, c := range []struct {
		surge, unavailable Amount
		ready, pods        int
	}{{Amount{}, Amount{}, 3, 5}, {Pods(1), Pods(0), 4, 5}, {Pods(0), Pods(1), 3, 4}, {Percent(100), Pods(0), 4, 8}, {Pods(0), Pods(0), 3, 4}} {
		for seed := range uint64(5) {
			k := rolled(t, Deployment{Pods: ids(9), Replicas: 4, MaxSurge: c.surge, MaxUnavailable: c.unavailable}, func(*Template) {}, seed+1)
			ready, pods := extremes(k)
			if ready != c.ready || pods != c.pods {
				t.Errorf("surge %v, unavailable %v: down to %d ready and up to %d pods, expected %d and %d", c.surge, c.unavailable, ready, pods, c.ready, c.pods)
			}
			for _, p := range k.Pods() {
				if p.Version != "v2" || p.Phase != Ready {
					t.Errorf("%v of version %s, expected v2 and Ready", p, p.Version)
				}
			}
			if len(k.Pods()) != 4 || len(when(k, "", "rollout of v2")) != 1 || len(when(k, "", "rollout of v2 complete")) != 1 {
				t.Errorf("%v, expected 4 pods and one rollout, complete", k.Pods())
			}
		}
	}
}

// Recreate ends all old pods before the first new one begins.
func TestRecreate(t *testing.T) {
	k := rolled(t, Deployment{Pods: ids(3), Replicas: 3, Recreate: true}, func(*Template) {}, 1)
	if gone := when(k, "", "is gone"); len(gone) != 3 || gone[2] != 105*s {
		t.Errorf("gone at %v, expected all at 105 s", gone)
	}
	starts := when(k, "", "starts")
	if len(starts) != 6 || slices.Min(starts[3:]) != 105*s {
		t.Errorf("starts at %v, expected none of the new ones before 105 s", starts)
	}
}

// A version that never becomes ready takes the surge and what may be missing, and no more. Its rollout is reported after 600 s
// without progress, and stays as it is.
func TestBadRolloutStops(t *testing.T) {
	k := rolled(t, Deployment{Pods: ids(9), Replicas: 4}, func(next *Template) {
		next.Readiness = &Probe{Check: func(Pod) bool { return false }}
	}, 1)
	if ready, pods := extremes(k); ready != 3 || pods != 5 {
		t.Errorf("down to %d ready and up to %d pods, expected 3 and 5", ready, pods)
	}
	late := when(k, "", "ProgressDeadlineExceeded")
	if len(late) != 1 || late[0] != 700*s || len(when(k, "", "rollout of v2 complete")) > 0 {
		t.Errorf("reported at %v, expected at 700 s", late)
	}
}

// MinReady holds the next step back for as long.
func TestMinReady(t *testing.T) {
	k := rolled(t, Deployment{Pods: ids(2), Replicas: 1, MinReady: 30 * s}, func(*Template) {}, 1)
	ready, deleted := when(k, "web1", "is ready"), when(k, "web0", "is deleted: replaced")
	if len(ready) != 1 || len(deleted) != 1 || deleted[0]-ready[0] != 30*s {
		t.Errorf("ready at %v, the old one deleted at %v, expected 30 s between", ready, deleted)
	}
}

// The same seed gives the same run, and another one other phases.
func TestDeterminism(t *testing.T) {
	d := Deployment{Pods: ids(5), Replicas: 4, Schedule: sim.Uniform(s, 5*s)}
	a, b, c := rolled(t, d, func(*Template) {}, 1), rolled(t, d, func(*Template) {}, 1), rolled(t, d, func(*Template) {}, 2)
	if !slices.Equal(a.Events(), b.Events()) || slices.Equal(a.Events(), c.Events()) {
		t.Error("seed 1 differs from itself, or not from seed 2")
	}
	var pending time.Duration
	for _, e := range a.Events() {
		if e.What == "starts" {
			pending = e.At
			break
		}
	}
	if pending < s || pending > 5*s || Pending.String() != "Pending" || Terminating.String() != "Terminating" {
		t.Errorf("the first container starts at %v, expected after 1 s to 5 s of scheduling", pending)
	}
}
