package kube

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
)

// Remarks are what the settings say before any run, for sim.Static:
//
//   - a probe has a path of its own: one that waits behind the work fails when there is much of it, and takes a pod away just then.
//   - one pod less is enough: (N-1)μ > λ. Else the pods that are left are overloaded by what the first one leaves behind.
//   - readiness asks for itself: a probe that asks others lets all pods leave at once when one of these is slow.
//
// Does not find: loads whose rate is not known before they run, and servers whose service depends on the message; they have no remark.
func (d Deployment) Remarks(w sim.World) (records []evidence.Record) {
	d = d.filled()
	say := func(ok bool, property, format string, args ...any) {
		r := evidence.Record{Property: property + ": " + d.Name, Why: fmt.Sprintf(format, args...), Verdict: evidence.Holds}
		if !ok {
			r.Verdict = evidence.Violated
		}
		records = append(records, r)
	}
	for kind, p := range []*Probe{nil, d.Template.Liveness, d.Template.Readiness} { // there is no work yet when a startup probe asks
		if p != nil {
			say(!p.Shared, fmt.Sprintf("the %v has a path of its own", probeKind(kind)), "%s", p.words())
		}
	}
	if p := d.Template.Readiness; p != nil {
		say(len(p.Asks) == 0, "readiness asks for itself", "%s", p.words())
	}
	lambda, open := d.offered(w)
	mu, served := d.serves(w)
	if n := d.Replicas; n > 0 && open && served {
		left := float64(n-1) * mu
		say(lambda < left, "one pod less is enough", "λ is %.4g/s and (N-1)μ = %d · %.4g = %.4g/s", lambda, n-1, mu, left)
	}
	return records
}

// offered is what the deployment's loads ask for in a second when nothing is wrong.
func (d *Deployment) offered(w sim.World) (lambda float64, known bool) {
	for _, l := range w.Load {
		if !slices.Contains(d.Loads, l.ID) {
			continue
		}
		rate, open := l.Arrivals.Usual()
		if !open {
			return 0, false
		}
		lambda += rate
	}
	return lambda, lambda > 0
}

// serves is what one pod serves in a second: the first, which the others are like.
func (d *Deployment) serves(w sim.World) (mu float64, known bool) {
	if len(d.Pods) == 0 {
		return 0, false
	}
	s, ok := w.Servers[d.Pods[0]]
	if mean := s.Service.Mean(); ok && s.ServiceOf == nil && mean > 0 {
		return float64(max(s.Lanes, 1)) / mean.Seconds(), true
	}
	return 0, false
}
