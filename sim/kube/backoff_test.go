package kube

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

func seconds(ns ...int) (ds []time.Duration) {
	for _, n := range ns {
		ds = append(ds, time.Duration(n)*s)
	}
	return ds
}

func TestCrashLoopBackOff(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(1), Template: Template{App: App{Exit: func(Pod) time.Duration { return s }}}}
	_, c := run(t, world(d, 1000*s, sim.Server{}, nil), 1)
	near(t, "crash", when(c, "web0", "ends: Error, exit 1"), seconds(1, 2, 13, 34, 75, 156, 317, 618, 919))
	p := c.Pods()[0]
	if p.Phase != CrashLoopBackOff || p.Restarts != 8 || p.Exits != 9 || p.ExitCode != 1 || p.Reason != "Error" {
		t.Errorf("%v (exits %d), expected CrashLoopBackOff after 9 exits and 8 restarts", p, p.Exits)
	}
	if got := p.String(); got != "web0 CrashLoopBackOff, 8 restarts, last Error (1)" {
		t.Errorf("status %q", got)
	}
}

// A container that ran for 600 s starts again at once, and its next wait is 10 s; one that ran for less waits on.
func TestBackOffForgets(t *testing.T) {
	lives := map[int]time.Duration{0: s, 1: s, 2: s, 3: 600 * s, 4: s, 5: 599 * s, 6: s}
	d := Deployment{Name: "web", Pods: ids(1), Template: Template{App: App{Exit: func(p Pod) time.Duration { return lives[p.Restarts] }}}}
	_, c := run(t, world(d, 2000*s, sim.Server{}, nil), 1)
	// 0-1, 1-2, 12-13, 33-633, 633-634, 644-1243, 1263-1264, 1304-
	near(t, "start", when(c, "web0", "starts"), seconds(0, 1, 12, 33, 633, 644, 1263, 1304))
}

// A crash that the System assumes, or the World plans, is one like another.
func TestPlannedCrash(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(1)}
	_, c := run(t, world(d, 100*s, sim.Server{}, nil, sim.CrashAt("web0", 5*s, 0), sim.CrashAt("web0", 6*s, 0)), 1)
	near(t, "start", when(c, "web0", "starts"), seconds(0, 5, 16))
	if p := c.Pods()[0]; p.Phase != Ready || p.Restarts != 2 || p.Reason != "Error" {
		t.Error(p)
	}
}

// One message in a second is served, eleven come. The 110th comes after 10 s, when 9 have been served, and is the 101st that is there: one
// more than the limit has room for. The kernel's kill is a crash like another.
func TestMemoryKills(t *testing.T) {
	kib := 1 << 10
	d := Deployment{Name: "web", Pods: ids(1), Loads: []assay.ID{"clients"}, Propagation: None, Template: Template{MemoryLimit: 100 * kib}}
	server := d.Template.Limit(sim.Server{Service: sim.Exactly(s), Memory: sim.Memory{Message: kib}})
	r, c := run(t, world(d, 400*s, server, clients(sim.Steady(11))), 1)
	ends, starts := when(c, "web0", "ends: OOMKilled, exit 137"), when(c, "web0", "starts")
	if len(ends) < 6 || len(starts) < len(ends) {
		t.Fatalf("killed at %v, started at %v", ends, starts)
	}
	for i, wait := range seconds(0, 10, 20, 40, 80, 160)[:len(starts)-1] {
		if got := starts[i+1] - ends[i]; got != wait {
			t.Errorf("restart %d waits %v, expected %v", i+1, got, wait)
		}
		if lived := (ends[i] - starts[i]).Round(time.Millisecond); lived != 10*s {
			t.Errorf("life %d took %v, expected 10 s to 1 ms", i+1, lived)
		}
	}
	if p := c.Pods()[0]; p.Reason != "OOMKilled" || p.ExitCode != 137 || r.Server("web0").Kills("memory") != len(ends) {
		t.Error(p)
	}
}

// A stop waits, asks, and kills when the grace is over.
func TestGrace(t *testing.T) {
	for _, c := range []struct {
		name string
		t    Template
		ends time.Duration
		what string
	}{
		{"at once", Template{}, 10 * s, "ends: deleted, exit 143"},
		{"in time", Template{App: App{Stop: sim.Exactly(7 * s)}}, 17 * s, "ends: deleted, exit 143"},
		{"waits first", Template{App: App{Stop: sim.Exactly(7 * s)}, PreStop: 5 * s}, 22 * s, "ends: deleted, exit 143"},
		{"never", Template{App: App{Stop: sim.Exactly(time.Hour)}}, 40 * s, "ends: deleted, exit 137"},
		{"never, shorter", Template{App: App{Stop: sim.Exactly(time.Hour)}, Grace: 4 * s}, 14 * s, "ends: deleted, exit 137"},
		{"no grace", Template{App: App{Stop: sim.Exactly(time.Hour)}, Grace: None}, 10 * s, "ends: deleted, exit 137"},
	} {
		d := Deployment{Name: "web", Pods: ids(1), Template: c.t}
		down := sim.Event{At: 10 * s, Name: "scale down", Do: func(run *sim.Control) { Of(run, "web").Scale(0) }}
		_, k := run(t, world(d, 100*s, sim.Server{}, nil, down), 1)
		near(t, c.name+": end", when(k, "web0", c.what), []time.Duration{c.ends})
		if len(k.Pods()) != 0 {
			t.Errorf("%s: %v is left", c.name, k.Pods())
		}
	}
}
