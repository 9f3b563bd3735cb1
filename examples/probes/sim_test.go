package probes_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/probes"
	"github.com/assay-dev/assay/sim"
	"github.com/assay-dev/assay/sim/kube"
)

func runs(t *testing.T, pods int, w sim.World, n int) []*sim.Result {
	t.Helper()
	results, err := sim.Seeds(t.Context(), probes.Shop(pods), w, sim.FirstSeeds(n)...)
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

// kills are when a liveness or startup probe killed a pod.
func kills(r *sim.Result) (at []time.Duration) {
	for _, e := range kube.Of(r, "web").Events() {
		if e.What == "liveness probe failed" || e.What == "startup probe failed" {
			at = append(at, e.At)
		}
	}
	return at
}

// least is the lowest of a number from one moment to another.
func least(r *sim.Result, from, to time.Duration, of func(kube.Point) int) int {
	low, before := 1<<30, 0
	for _, p := range kube.Of(r, "web").Series() {
		switch {
		case p.At <= from:
			before = of(p)
		case p.At < to:
			low = min(low, of(p))
		}
	}
	return min(low, before)
}

func endpoints(p kube.Point) int { return p.Endpoints }

// Case 7 of DYNAMICS. At 200 requests a second each of these seeds heals. At 210 it is a race: some heal, the others stay in the loop
// (TestKillLoopLong has 20 seeds for an hour, and TestCase7Long of sim/kube says why).
func TestKillLoop(t *testing.T) {
	for _, lambda := range []float64{200, 210} {
		loops := 0
		for _, r := range runs(t, 3, probes.KillLoop(lambda, 900*time.Second), 6) {
			if first := kills(r)[0]; first < 143*time.Second || first > 154*time.Second {
				t.Errorf("λ=%g, seed %d: first kill at %v, expected near 146 s", lambda, r.Seed, first)
			}
			goodput := r.Load("clients").Goodput(450*time.Second, r.For())
			t.Logf("λ=%g, seed %d: first kill at %v, goodput %.4f in the second half", lambda, r.Seed, kills(r)[0], goodput)
			switch {
			case goodput < .05:
				loops++
			case goodput < .995:
				t.Errorf("λ=%g, seed %d: goodput %.4f, expected that it heals or stays", lambda, r.Seed, goodput)
			}
		}
		if (loops > 0) != (lambda == 210) {
			t.Errorf("λ=%g: %d of 6 seeds stay in the loop", lambda, loops)
		}
	}
}

func TestKillLoopVerdict(t *testing.T) {
	asking := sim.Asking(sim.NoKillLoop("web0"))
	sim.Violates(t, probes.Shop(3), probes.KillLoop(210, time.Hour), "no kill loop of web0", asking, sim.OnSeeds(2))
	well := sim.Aiming(sim.Objective("all are answered in the end", sim.Goodput("clients", 300*time.Second), sim.AtLeast(.9995)),
		sim.Objective("nothing is killed", sim.Restarts("web0"), sim.AtMost(0)))
	sim.Test(t, probes.Shop(3), probes.OwnPath(210, 500*time.Second), asking, well, sim.OnSeeds(5))
	sim.Test(t, probes.Shop(3), probes.NoLiveness(210, 500*time.Second), asking, well, sim.OnSeeds(5))
}

// Case 8: all leave the endpoints at once, or none does.
func TestReadiness(t *testing.T) {
	const pods = 4
	for name, c := range map[string]struct {
		w     sim.World
		least int
	}{"asks the database": {probes.SharedReadiness(pods), 0}, "asks for itself": {probes.OwnReadiness(pods), pods}} {
		for _, r := range runs(t, pods, c.w, 20) {
			if n := least(r, 30*time.Second, r.For(), endpoints); n != c.least {
				t.Errorf("%s, seed %d: %d endpoints at least, expected %d", name, r.Seed, n, c.least)
			}
			if n := least(r, 150*time.Second, r.For(), endpoints); n != pods {
				t.Errorf("%s, seed %d: %d endpoints in the end, expected %d", name, r.Seed, n, pods)
			}
		}
	}
	answered := sim.Objective("almost all are answered", sim.Goodput("clients", 0), sim.AtLeast(.99))
	sim.Violates(t, probes.Shop(pods), probes.SharedReadiness(pods), answered.Name, sim.Aiming(answered))
	sim.Test(t, probes.Shop(pods), probes.OwnReadiness(pods), sim.Aiming(answered))
}

// Case 9: below 20 s never, from 30 s on always, and in between by the phase of the probe; with a startup probe, never up to 290 s.
func TestSlowStart(t *testing.T) {
	killed := func(w sim.World) (n int) {
		for _, r := range runs(t, 1, w, 20) {
			if len(kills(r)) > 0 {
				n++
			}
		}
		return n
	}
	const s = time.Second
	for _, c := range []struct {
		takes       time.Duration
		least, most int
	}{{10 * s, 0, 0}, {19 * s, 0, 0}, {25 * s, 1, 19}, {30 * s, 20, 20}, {60 * s, 20, 20}} {
		if n := killed(probes.SlowStart(c.takes, 35*s)); n < c.least || n > c.most {
			t.Errorf("a start-up of %v: killed in %d of 20 seeds, expected %d to %d", c.takes, n, c.least, c.most)
		}
		if n := killed(probes.StartupProbe(c.takes, 600*s)); n > 0 {
			t.Errorf("a start-up of %v with a startup probe: killed in %d of 20 seeds", c.takes, n)
		}
	}
	if n := killed(probes.StartupProbe(290*s, 600*s)); n > 0 {
		t.Errorf("a start-up of 290 s with a startup probe: killed in %d of 20 seeds", n)
	}
	for _, r := range runs(t, 1, probes.SlowStart(30*s, 1200*s), 5) {
		if p := kube.Of(r, "web").Pods()[0]; p.Ready && p.Restarts == 0 || len(kills(r)) < 4 {
			t.Errorf("seed %d: %v after %d kills, expected that it never starts", r.Seed, p, len(kills(r)))
		}
	}
}

// Case 10: a zombie is Running, never Ready and not restarted, and "Ready or restarted within 10 minutes" finds it.
func TestZombie(t *testing.T) {
	for _, r := range runs(t, 3, probes.Zombie(), 5) {
		c := kube.Of(r, "web")
		p := c.Pods()[1]
		if p.Phase != kube.Running || p.Ready || p.Restarts != 0 {
			t.Errorf("seed %d: %v, expected Running, never Ready, and no restart", r.Seed, p)
		}
		if n := -least(r, 0, r.For(), func(p kube.Point) int { return -p.Endpoints }); n != 2 {
			t.Errorf("seed %d: %d endpoints at most, expected 2 of 3", r.Seed, n)
		}
		if found := c.NotReady(10 * time.Minute); len(found) != 1 || found[0].Pod != "web1" {
			t.Errorf("seed %d: %v is not ready and not restarted, expected web1", r.Seed, found)
		}
	}
	for _, r := range runs(t, 3, probes.Honest(), 5) {
		c := kube.Of(r, "web")
		if p := c.Pods()[1]; !p.Ready || p.Restarts != 1 || len(c.NotReady(10*time.Minute)) > 0 {
			t.Errorf("seed %d: %v, expected Ready after one restart", r.Seed, p)
		}
	}
}

// What is simulated is a behaviour of what check explores.
func TestFollows(t *testing.T) {
	for _, c := range []struct {
		sys assay.System
		w   sim.World
	}{
		{probes.Shop(3), probes.KillLoop(200, 170*time.Second)},
		{probes.Shop(4), probes.SharedReadiness(4)},
		{probes.Starting(3), sim.World{For: time.Minute, Link: sim.Link{Latency: sim.Exponential(400 * time.Millisecond)}}},
	} {
		for _, seed := range sim.FirstSeeds(3) {
			if err := sim.Follows(c.sys, c.w, seed, 200); err != nil {
				t.Errorf("%s, seed %d: %v", c.sys.Name, seed, err)
			}
		}
	}
}
