package kube

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// What does not fit is refused, with what was expected.
func TestRefused(t *testing.T) {
	ok := Deployment{Name: "web", Pods: ids(3), Replicas: 3, Loads: []assay.ID{"clients"}}
	for _, c := range []struct {
		change func(*Deployment)
		want   string
	}{
		{func(d *Deployment) { d.Name = "" }, "kube: a deployment has no name"},
		{func(d *Deployment) { d.Replicas = 4 }, "kube: deployment web: 3 participants for up to 4 pods\nhint: "},
		{func(d *Deployment) { d.Replicas = -2 }, "-2 replicas, expected 0 or more"},
		{func(d *Deployment) { d.Autoscaler = &Autoscaler{Max: 5, Target: 1} }, "3 participants for up to 5 pods"},
		{func(d *Deployment) { d.Autoscaler = &Autoscaler{Min: 3, Max: 2, Target: 1} }, "from 3 to 2 pods"},
		{func(d *Deployment) { d.Autoscaler = &Autoscaler{Max: 2} }, "a target of 0, expected more than 0"},
		{func(d *Deployment) { d.Autoscaler = &Autoscaler{Max: 2, Target: 1, Window: -2} }, "a period, a window or a tolerance below 0"},
		{func(d *Deployment) { d.Loads = []assay.ID{"people"} }, `the load "people", and the World has none of that name`},
		{func(d *Deployment) { d.MinReady = -s }, "a duration below 0"},
		{func(d *Deployment) { d.Template.Grace = -s }, "a grace, a wait before the stop or a memory limit below 0"},
		{func(d *Deployment) { d.Template.Liveness = &Probe{Period: time.Millisecond} }, "the liveness probe: a period of 1ms and a timeout of 1s, expected at least 1s"},
		{func(d *Deployment) { d.Template.Liveness = &Probe{Success: 2} }, "the liveness probe: a success threshold of 2, expected 1"},
		{func(d *Deployment) { d.Template.Startup = &Probe{Failure: -2} }, "the startup probe: thresholds of 1 successes and -2 failures"},
		{func(d *Deployment) { d.Template.Readiness = &Probe{InitialDelay: -s} }, "the readiness probe: an initial delay or a grace below 0"},
	} {
		d := ok
		c.change(&d)
		if _, err := sim.Run(shop(3), world(d, 10*s, sim.Server{}, clients(sim.Poisson(1))), 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, expected %q", err, c.want)
		}
	}
	twice := world(ok, 10*s, sim.Server{}, clients(sim.Poisson(1)))
	other := ok
	other.Pods = nil
	other.Replicas = None
	twice.Platform = append(twice.Platform, other)
	if _, err := sim.Run(shop(3), twice, 1); err == nil || !strings.Contains(err.Error(), "there are two deployments of this name") {
		t.Error(err)
	}
}

// So are acts in a run.
func TestRefusedActs(t *testing.T) {
	for _, c := range []struct {
		do   func(*Controller)
		want string
	}{
		{func(c *Controller) { c.Scale(4) }, "scaled to 4, expected 0 to 3"},
		{func(c *Controller) { c.Scale(-1) }, "scaled to -1, expected 0 to 3"},
		{func(c *Controller) { c.Rollout(Template{Version: "v2"}) }, "a rollout over 3 participants, expected 4: 3 replicas and a surge of 1"},
		{func(c *Controller) { c.Rollout(Template{Version: "v2", Liveness: &Probe{Success: 2}}) }, "a success threshold of 2"},
	} {
		w := world(Deployment{Name: "web", Pods: ids(3), Replicas: 3}, 10*s, sim.Server{}, nil,
			sim.Event{At: s, Name: "act", Do: func(run *sim.Control) { c.do(Of(run, "web")) }})
		if _, err := sim.Run(shop(3), w, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, expected %q", err, c.want)
		}
	}
	r, _ := run(t, world(Deployment{Name: "web", Pods: ids(1)}, s, sim.Server{}, nil), 1)
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, `kube: no deployment "api" in this run`) {
			t.Error(text)
		}
	}()
	Of(r, "api")
}
