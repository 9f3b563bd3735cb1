package kube

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
)

// The threshold of case 7, and its cause, with no simulation.
func TestRemarks(t *testing.T) {
	db := []Ask{{Of: "db", Service: sim.Exactly(time.Millisecond)}}
	for _, c := range []struct {
		lambda          float64
		live, ready     *Probe
		violated, holds []string
	}{
		{210, &Probe{Shared: true}, &Probe{Period: s}, []string{"the liveness probe has a path of its own: web", "one pod less is enough: web"},
			[]string{"the readiness probe has a path of its own: web", "readiness asks for itself: web"}},
		{199, &Probe{}, &Probe{Asks: db}, []string{"readiness asks for itself: web"},
			[]string{"the liveness probe has a path of its own: web", "the readiness probe has a path of its own: web", "one pod less is enough: web"}},
		{200, nil, nil, []string{"one pod less is enough: web"}, nil},
	} {
		d := Deployment{Name: "web", Pods: ids(3), Replicas: 3, Loads: []assay.ID{"clients"}, Template: Template{Liveness: c.live, Readiness: c.ready,
			Startup: &Probe{Shared: true}}}
		w := world(d, 60*s, sim.Server{Service: sim.PerSecond(100)}, clients(sim.Poisson(0).From(10*s, c.lambda).From(20*s, 2*c.lambda)))
		var _ sim.Remarker = d
		records, err := sim.Static(shop(3), w)
		if err != nil {
			t.Fatal(err)
		}
		var violated, holds []string
		for _, r := range records {
			switch {
			case !strings.HasSuffix(r.Property, ": web"):
			case r.Verdict == evidence.Violated:
				violated = append(violated, r.Property)
			default:
				holds = append(holds, r.Property)
			}
			if strings.HasPrefix(r.Property, "one pod less") && c.lambda == 210 && r.Why != "λ is 210/s and (N-1)μ = 2 · 100 = 200/s" {
				t.Error(r.Why)
			}
		}
		slices.Sort(violated)
		slices.Sort(c.violated)
		slices.Sort(holds)
		slices.Sort(c.holds)
		if !slices.Equal(violated, c.violated) || !slices.Equal(holds, c.holds) {
			t.Errorf("λ=%v: violated %q and holding %q, expected %q and %q", c.lambda, violated, holds, c.violated, c.holds)
		}
	}
}

// What is not known before a run has no remark: a closed load, a server that takes no time.
func TestRemarksUnknown(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(3), Replicas: 3, Loads: []assay.ID{"clients"}}
	closed := world(d, 60*s, sim.Server{Service: sim.PerSecond(100)}, clients(sim.Closed(5, sim.Exactly(s))))
	instant := world(d, 60*s, sim.Server{}, clients(sim.Poisson(5)))
	for _, w := range []sim.World{closed, instant} {
		if r := d.Remarks(w); len(r) > 0 {
			t.Errorf("%v, expected none", r)
		}
	}
}

func TestAssumptions(t *testing.T) {
	d := Deployment{Name: "web", Pods: ids(5), Replicas: 3, Autoscaler: &Autoscaler{Min: 2, Max: 4, Target: .7}, Template: Template{
		App: App{StartUp: sim.Exactly(20 * s)}, Liveness: &Probe{How: "GET :80/", Shared: true},
		Readiness: &Probe{InitialDelay: s, Success: 2, Asks: []Ask{{Of: "db"}}}}}
	got := strings.Join(d.Assumptions(), "\n")
	for _, want := range []string{"web: 3 replicas on 5 participants, surge 1, unavailable 0", "endpoints follow readiness after exactly 1s",
		"web: liveness probe GET :80/, every 10s, timeout 1s, 3 failures, through the work queue",
		"web: readiness probe every 10s, timeout 1s, 3 failures, 2 successes, after 1s, on a path of its own, asks db",
		"web: 2 to 4 pods, target 0.7, every 15s, window 5m0s", "the phase of each probe is drawn with its pod"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
