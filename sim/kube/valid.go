package kube

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay/sim"
)

// valid refuses a deployment that could not be, or that does not fit the World. It is filled.
func (d *Deployment) valid(run *sim.Control) error {
	most := d.Replicas
	if a := d.Autoscaler; a != nil {
		if err := a.valid(); err != nil {
			return d.wrong("%v", err)
		}
		most = max(most, a.Max)
	}
	switch {
	case d.Name == "":
		return fmt.Errorf("kube: a deployment has no name\nhint: Of finds it by its Name")
	case run.Kept(key{d.Name}) != nil:
		return d.wrong("there are two deployments of this name")
	case d.Replicas < 0:
		return d.wrong("%d replicas, expected 0 or more", d.Replicas)
	case len(d.Pods) < most:
		return d.wrong("%d participants for up to %d pods\nhint: Pods lists one for each replica, and spare ones", len(d.Pods), most)
	case d.MinReady < 0 || d.ProgressDeadline < 0 || d.Propagation < 0:
		return d.wrong("a duration below 0")
	}
	for _, id := range d.Loads {
		if !slices.Contains(run.Loads(), id) {
			return d.wrong("it serves the load %q, and the World has none of that name\nhint: it has %v", id, run.Loads())
		}
	}
	return d.validTemplate(&d.Template)
}

func (d *Deployment) validTemplate(t *Template) error {
	for _, p := range []struct {
		name  string
		probe *Probe
	}{{"startup", t.Startup}, {"liveness", t.Liveness}, {"readiness", t.Readiness}} {
		if p.probe == nil {
			continue
		}
		if why := p.probe.wrong(p.name == "readiness"); why != "" {
			return d.wrong("the %s probe: %s", p.name, why)
		}
	}
	if t.Grace < 0 || t.PreStop < 0 || t.MemoryLimit < 0 {
		return d.wrong("version %q: a grace, a wait before the stop or a memory limit below 0", t.Version)
	}
	return nil
}

// wrong is what is the matter with a probe, or "".
func (p *Probe) wrong(readiness bool) string {
	switch {
	case p.Period < time.Second || p.Timeout < time.Second:
		return fmt.Sprintf("a period of %v and a timeout of %v, expected at least 1s of each", p.Period, p.Timeout)
	case p.InitialDelay < 0 || p.Grace < 0:
		return "an initial delay or a grace below 0"
	case p.Failure < 1 || p.Success < 1:
		return fmt.Sprintf("thresholds of %d successes and %d failures, expected at least 1", p.Success, p.Failure)
	case p.Success > 1 && !readiness:
		return fmt.Sprintf("a success threshold of %d, expected 1: Kubernetes takes more for readiness alone", p.Success)
	}
	return ""
}

func (d *Deployment) wrong(format string, args ...any) error {
	return fmt.Errorf("kube: deployment %s: %s", d.Name, fmt.Sprintf(format, args...))
}
