package kube

import (
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Case 9: a liveness probe without an initial delay, and a start-up of s seconds. The third probe fails if the start-up takes longer than
// 20 s and the phase, which is uniform over 10 s: never below 20 s, in a share (s-20)/10 between, always from 30 s on.
func TestCase9SlowStart(t *testing.T) {
	killed := func(startUp time.Duration, seed uint64) (times int, ready bool) {
		d := Deployment{Name: "web", Pods: ids(1), Template: Template{App: App{StartUp: sim.Exactly(startUp)}, Liveness: &Probe{}}}
		_, c := run(t, world(d, 600*s, sim.Server{}, nil), seed)
		return len(when(c, "web0", "liveness probe failed")), c.run.Up("web0")
	}
	for seed := range uint64(20) {
		for _, startUp := range []time.Duration{0, 10 * s, 19 * s, 20*s - 1, 20 * s} {
			if n, up := killed(startUp, seed+1); n > 0 || !up {
				t.Errorf("a start-up of %v, seed %d: killed %d times, expected never", startUp, seed+1, n)
			}
		}
		for _, startUp := range []time.Duration{30 * s, 31 * s, 60 * s} {
			if n, up := killed(startUp, seed+1); n < 5 || up {
				t.Errorf("a start-up of %v, seed %d: killed %d times, up at the end: %v, expected that it never starts", startUp, seed+1, n, up)
			}
		}
	}
	for _, startUp := range []time.Duration{22 * s, 25 * s, 28 * s} {
		const seeds = 400
		n := 0
		for seed := range uint64(seeds) {
			d := Deployment{Name: "web", Pods: ids(1), Template: Template{App: App{StartUp: sim.Exactly(startUp)}, Liveness: &Probe{}}}
			if _, c := run(t, world(d, 35*s, sim.Server{}, nil), seed+1); len(when(c, "web0", "liveness probe failed")) > 0 {
				n++
			}
		}
		want, got := (startUp-20*s).Seconds()/10, float64(n)/seeds
		if half := 2.576 * math.Sqrt(want*(1-want)/seeds); math.Abs(got-want) > half {
			t.Errorf("a start-up of %v: its first container is killed in %.3f of the runs, expected %.3f ± %.3f", startUp, got, want, half)
		}
	}
}

// A startup probe of 30 times 10 s holds the liveness probe back. By the same reasoning it never kills below 290 s, sometimes up to 300 s.
func TestCase9StartupProbe(t *testing.T) {
	for seed := range uint64(20) {
		for _, c := range []struct {
			startUp time.Duration
			starts  bool
		}{{19 * s, true}, {30 * s, true}, {60 * s, true}, {290 * s, true}, {300 * s, false}, {301 * s, false}} {
			d := Deployment{Name: "web", Pods: ids(1), Template: Template{App: App{StartUp: sim.Exactly(c.startUp)}, Liveness: &Probe{}, Startup: &Probe{Failure: 30}}}
			_, k := run(t, world(d, 2000*s, sim.Server{}, nil), seed+1)
			kills := len(when(k, "web0", "startup probe failed")) + len(when(k, "web0", "liveness probe failed"))
			if p := k.Pods()[0]; (p.Phase == Ready) != c.starts || (kills == 0) != c.starts {
				t.Errorf("a start-up of %v, seed %d: %v after %d kills, expected ready: %v", c.startUp, seed+1, p, kills, c.starts)
			}
		}
	}
}

// Case 8: the database is slow for 35 s. Where readiness asks it, all pods are unready at once although each could serve; where
// it does not, none is.
func TestCase8SharedDependency(t *testing.T) {
	const pods = 4
	for _, c := range []struct {
		name  string
		asks  []Ask
		least int
	}{
		{"readiness asks the database", []Ask{{Of: "db", Service: sim.Exactly(time.Millisecond)}}, 0},
		{"each asks for itself", nil, pods},
	} {
		for seed := range uint64(20) {
			d := Deployment{Name: "web", Pods: ids(pods), Replicas: pods, Loads: []assay.ID{"clients"}, Template: Template{Readiness: &Probe{Asks: c.asks}}}
			w := world(d, 200*s, sim.Server{Service: sim.PerSecond(100)}, clients(sim.Poisson(40)), sim.Slow("db", 2000, 60*s, 35*s))
			r, k := run(t, w, seed+1)
			ready := least(k, 20*s, 200*s, func(p Point) int { return p.Ready })
			endpoints := least(k, 20*s, 200*s, func(p Point) int { return p.Endpoints })
			if ready != c.least || endpoints != c.least || k.Pods()[0].Restarts > 0 {
				t.Errorf("%s, seed %d: at least %d ready and %d endpoints, expected %d of each and no restart", c.name, seed+1, ready, endpoints, c.least)
			}
			if back := least(k, 150*s, 200*s, func(p Point) int { return p.Endpoints }); back != pods {
				t.Errorf("%s, seed %d: %d endpoints in the end, expected %d", c.name, seed+1, back, pods)
			}
			lost := r.Load("clients").Goodput(93*s, 95*s) // with no endpoints requests fail, and wait for nobody
			if c.least == 0 && lost != 0 || c.least > 0 && lost < .995 {
				t.Errorf("%s, seed %d: goodput %.3f in the last of the slow time", c.name, seed+1, lost)
			}
		}
	}
}

// Case 10: the initialisation of web1 fails, and its process lives on. Nothing restarts it, and two pods do the work of three.
func TestCase10Zombie(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(3), Replicas: 3, Loads: []assay.ID{"clients"}, Template: Template{
		Liveness: &Probe{}, Readiness: &Probe{Check: func(p Pod) bool { return p.ID != "web1" || p.Restarts > 0 }}}}
	w := world(d, 3600*s, sim.Server{Service: sim.PerSecond(100)}, clients(sim.Poisson(50)))
	_, c := run(t, w, 1)
	p := c.Pods()[1]
	if p.ID != "web1" || p.Phase != Running || p.Ready || p.Restarts != 0 || p.Exits != 0 {
		t.Errorf("%v, expected Running, never Ready, and no restart", p)
	}
	if most := least(c, 20*s, 3600*s, func(p Point) int { return -p.Endpoints }); most != -2 {
		t.Errorf("up to %d endpoints, expected 2 of 3", -most)
	}
	found := c.NotReady(10 * time.Minute)
	if len(found) != 1 || found[0] != (Wait{"web1", 0, 3600 * s}) {
		t.Errorf("Ready or restarted within 10 minutes is broken by %v, expected by web1 alone", found)
	}
	// Restarted by hand, it is no zombie any more.
	w.Events = []sim.Event{sim.CrashAt("web1", 300*s, 0)}
	if _, c = run(t, w, 1); len(c.NotReady(10*time.Minute)) > 0 || c.Pods()[1].Phase != Ready {
		t.Errorf("after a restart %v, and broken by %v", c.Pods()[1], c.NotReady(10*time.Minute))
	}
}

// An unready pod leaves the endpoints a second later, or when the World says.
func TestPropagation(t *testing.T) {
	for _, late := range []time.Duration{0, None, 3 * s} {
		broken := false
		d := Deployment{Name: "web", Pods: ids(1), Loads: []assay.ID{"clients"}, Propagation: late,
			Template: Template{Readiness: &Probe{Period: s, Check: func(Pod) bool { return !broken }}}}
		w := world(d, 60*s, sim.Server{}, clients(sim.Steady(10)), sim.Event{At: 30 * s, Do: func(*sim.Control) { broken = true }})
		_, c := run(t, w, 1)
		out := when(c, "web0", "is not ready")
		if len(out) != 1 || out[0] < 32*s || out[0] > 33*s {
			t.Fatalf("not ready at %v, expected after three probes from 30 s", out)
		}
		left := time.Duration(0)
		for _, p := range c.Series() {
			if p.Endpoints == 0 && p.At > 20*s && left == 0 {
				left = p.At
			}
		}
		if want := out[0] + lasts(late, s); left != want {
			t.Errorf("propagation %v: out of the endpoints at %v, expected %v", late, left, want)
		}
	}
}

// Two failures and a success are no three failures; a third failure in a row is. Readiness may take more successes than one.
func TestThresholds(t *testing.T) {
	results := "ffsffsffffssfss"
	n := 0
	d := Deployment{Name: "web", Pods: ids(1), Template: Template{Readiness: &Probe{Period: s, Success: 2, Check: func(Pod) bool {
		n++
		return n > len(results) || results[n-1] == 's'
	}}}}
	_, c := run(t, world(d, 40*s, sim.Server{}, nil), 1)
	in, out := when(c, "web0", "is ready"), when(c, "web0", "is not ready")
	// Never ready by single successes; ready with the 12th, which is the second in a row; one failure then does not put it out.
	if len(in) != 1 || len(out) != 0 || in[0] < 11*s || in[0] > 12*s {
		t.Errorf("ready at %v, not ready at %v, expected ready at the 12th probe for good", in, out)
	}
}
