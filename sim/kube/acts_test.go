package kube

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// rolling is d over so many replicas and as many spare participants, and a rollout of t.
func rolling(d Deployment, replicas int, t Template, at time.Duration) (Deployment, sim.Event) {
	d.Name, d.Replicas, d.Pods = "web", replicas, ids(2*replicas)
	return d, sim.Event{At: at, Name: "rollout", Do: func(run *sim.Control) { Of(run, "web").Rollout(t) }}
}

// A rollout keeps to its bounds at every moment, whatever they are, and ends with all pods of the new version.
func TestRolloutKeepsBounds(t *testing.T) {
	ready := Template{Version: "v1", App: App{StartUp: sim.Uniform(2*s, 9*s)}, Readiness: &Probe{Period: s}}
	for _, bounds := range []Deployment{{}, {MaxSurge: Pods(0)}, {MaxUnavailable: Pods(0)}, {MaxSurge: Percent(100), MaxUnavailable: Pods(2)}, {MinReady: 7 * s},
		{MaxSurge: Pods(0), MaxUnavailable: Pods(1)}} {
		for _, replicas := range []int{1, 3, 4, 10} {
			bounds.Template = ready
			next := ready
			next.Version = "v2"
			d, act := rolling(bounds, replicas, next, 100*s)
			_, c := run(t, world(d, 900*s, sim.Server{}, nil, act), 1)
			f := d.filled()
			above, below := f.room(replicas)
			for _, p := range c.Series() {
				if p.At >= 100*s && (p.Ready < replicas-below || p.Pods > replicas+above) {
					t.Errorf("%v and %v of %d, at %v: %d ready and %d pods, expected at least %d and at most %d", f.MaxSurge, f.MaxUnavailable, replicas,
						p.At, p.Ready, p.Pods, replicas-below, replicas+above)
				}
			}
			for _, p := range c.Pods() {
				if p.Version != "v2" || p.Phase != Ready {
					t.Errorf("%v of %d: %v is of %s in the end", f.MaxSurge, replicas, p, p.Version)
				}
			}
			if len(c.Pods()) != replicas || len(when(c, "", "rollout of v2 complete")) != 1 {
				t.Errorf("%v of %d: %d pods in the end, complete at %v", f.MaxSurge, replicas, len(c.Pods()), when(c, "", "rollout of v2 complete"))
			}
		}
	}
}

// A version that never becomes ready stops at the bounds, and is rolled back as it was rolled out.
func TestRollBack(t *testing.T) {
	good := Template{Version: "v1", Readiness: &Probe{Period: s}}
	bad := Template{Version: "v2", Readiness: &Probe{Period: s, Check: func(Pod) bool { return false }}}
	d, act := rolling(Deployment{Template: good}, 4, bad, 100*s)
	back := sim.Event{At: 1000 * s, Name: "roll back", Do: func(run *sim.Control) { Of(run, "web").Rollout(good) }}
	_, c := run(t, world(d, 1200*s, sim.Server{}, nil, act, back), 1)
	if n := least(c, 10*s, 1200*s, func(p Point) int { return p.Ready }); n != 3 {
		t.Errorf("at least %d ready, expected 3", n)
	}
	near(t, "deadline", when(c, "", "ProgressDeadlineExceeded"), seconds(700))
	if n := len(when(c, "", "rollout of v2 complete")); n != 0 {
		t.Error("the rollout is complete, expected that it never is")
	}
	for _, p := range c.Pods() {
		if p.Version != "v1" || p.Phase != Ready {
			t.Errorf("after rolling back: %v", p)
		}
	}
}

// A pod that ends with the news of its deletion is asked until the news has got around. A wait before the stop mends that.
func TestStopBeforeEndpoints(t *testing.T) {
	lost := func(wait time.Duration) float64 {
		v1 := Template{Version: "v1", PreStop: wait, Readiness: &Probe{Period: s}}
		v2 := v1
		v2.Version = "v2"
		d, act := rolling(Deployment{Template: v1, Loads: []assay.ID{"clients"}}, 4, v2, 100*s)
		r, _ := run(t, world(d, 200*s, sim.Server{Service: sim.PerSecond(1000)}, clients(sim.Poisson(100)), act), 1)
		return 1 - r.Load("clients").Goodput(90*s, 200*s)
	}
	if without, with := lost(0), lost(5*s); without < .002 || with > 0 {
		t.Errorf("%.4f of the requests are lost without a wait and %.4f with one, expected some and none", without, with)
	}
}

// Scaling down takes those that are not ready first.
func TestScale(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(4), Replicas: 3, Schedule: sim.Exactly(5 * s), Template: Template{Readiness: &Probe{Period: s, Check: func(p Pod) bool { return p.ID != "web0" }}}}
	at := func(sec int, n int) sim.Event {
		return sim.Event{At: time.Duration(sec) * s, Do: func(run *sim.Control) { Of(run, "web").Scale(n) }}
	}
	_, c := run(t, world(d, 63*s, sim.Server{}, nil, at(20, 2), at(60, 3)), 1)
	pods := c.Pods()
	if len(pods) != 3 || pods[0].ID != "web0" || pods[0].Phase != Pending || pods[1].Phase != Ready || pods[2].Phase != Ready || pods[1].Started != 5*s {
		t.Errorf("%v, expected web1 and web2 ready, and a new web0 that is Pending", pods)
	}
	if p := c.Pods()[1]; p.Created != 0 || p.ReadySince < 5*s || p.Exits != 0 {
		t.Errorf("%+v", p)
	}
	for phase, text := range map[Phase]string{Pending: "Pending", Running: "Running", Ready: "Ready", CrashLoopBackOff: "CrashLoopBackOff", Terminating: "Terminating"} {
		if phase.String() != text {
			t.Error(phase)
		}
	}
}
