package kube

import (
	"fmt"
	"strings"
)

// Assumptions are what a run takes for granted about the platform, in words: they belong into the evidence of whatever is shown with it.
func (d Deployment) Assumptions() []string {
	d = d.filled()
	above, below := d.room(d.Replicas)
	lines := []string{
		fmt.Sprintf("%s: %d replicas on %d participants, surge %d, unavailable %d", d.Name, d.Replicas, len(d.Pods), above, below),
		fmt.Sprintf("%s: endpoints follow readiness after exactly %v; without any, requests fail at once", d.Name, d.Propagation),
		fmt.Sprintf("%s: starts up in %v, stops in %v of %v", d.Name, d.Template.App.StartUp, d.Template.App.Stop, d.Template.Grace),
	}
	for kind, p := range []*Probe{d.Template.Startup, d.Template.Liveness, d.Template.Readiness} {
		if p != nil {
			lines = append(lines, d.Name+": "+probeKind(kind).String()+" "+p.words())
		}
	}
	if a := d.Autoscaler; a != nil {
		lines = append(lines, fmt.Sprintf("%s: %d to %d pods, target %g, every %v, window %v", d.Name, a.Min, a.Max, a.Target, a.Every, a.Window))
	}
	return append(lines, "the phase of each probe is drawn with its pod and kept; otherwise the platform's times are exact",
		"the platform itself does not fail: no lost nodes, no full scheduler, no late control loop")
}

// words are a probe in a line.
func (p *Probe) words() string {
	text := fmt.Sprintf("every %v, timeout %v, %d failures", p.Period, p.Timeout, p.Failure)
	if p.Success > 1 {
		text += fmt.Sprintf(", %d successes", p.Success)
	}
	if p.InitialDelay > 0 {
		text += fmt.Sprintf(", after %v", p.InitialDelay)
	}
	if p.How != "" {
		text = p.How + ", " + text
	}
	if p.Shared {
		text += ", through the work queue"
	} else {
		text += ", on a path of its own"
	}
	var asks []string
	for _, a := range p.Asks {
		asks = append(asks, string(a.Of))
	}
	if len(asks) > 0 {
		text += ", asks " + strings.Join(asks, ", ")
	}
	return text
}
