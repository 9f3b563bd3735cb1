package kube

import (
	"strconv"
	"time"
)

// prober asks one pod one kind of question, as the kubelet's worker does.
type prober struct {
	pod    *pod
	probe  *Probe
	kind   probeKind
	first  time.Duration // when its first period ends: the phase is drawn with the pod
	last   bool          // the last result
	row    int           // how often in a row it came; 0 before the first
	asking bool
	missed bool // a period went by while it was asking
	held   bool // it has killed the container, and waits for the next one
}

type probeKind uint8

const (
	startup probeKind = iota
	liveness
	readiness
)

func (k probeKind) String() string {
	return [...]string{"startup probe", "liveness probe", "readiness probe"}[k]
}

// probersOf are those of a pod's template.
func (c *Controller) probersOf(p *pod) (probers []*prober) {
	for kind, probe := range []*Probe{p.template.Startup, p.template.Liveness, p.template.Readiness} {
		if probe != nil {
			k := probeKind(kind)
			phase := c.run.Chance("kube", k.String(), string(p.name()), strconv.Itoa(c.born[p.slot])).Float64()
			first := c.run.Now() + time.Duration(phase*float64(probe.Period))
			probers = append(probers, &prober{pod: p, probe: probe, kind: k, first: first})
		}
	}
	return probers
}

// begin is a new container: the count is 0. The periods go on as they were, as the kubelet's worker and its ticker outlive containers.
func (w *prober) begin() {
	w.row, w.asking, w.missed, w.held = 0, false, false, false
	wait := w.first - w.pod.of.run.Now()
	if wait < 0 {
		wait = w.probe.Period - -wait%w.probe.Period
	}
	w.pod.inThisLife(wait, w.tick)
}

// tick is the end of a period.
func (w *prober) tick() {
	w.pod.inThisLife(w.probe.Period, w.tick)
	if w.asking {
		w.missed = true
		return
	}
	w.ask()
}

// ask probes, if this is the time for it: a startup probe until it has passed, the others from then on.
func (w *prober) ask() {
	p := w.pod
	run := p.of.run
	switch {
	case w.held, p.started == (w.kind == startup), run.Now()-p.is.Started < w.probe.InitialDelay:
		return
	case p.stopping && w.kind != readiness:
		return // what is being stopped need not be alive
	}
	w.asking = true
	life, until := p.life, run.Now()+w.probe.Timeout
	told := func(ok bool) {
		if p.life == life {
			w.told(ok && (w.probe.Check == nil || w.probe.Check(p.is)))
		}
	}
	run.Probe(p.name(), w.probe.Timeout, w.probe.Service, w.probe.Shared, func(ok bool) { w.askOn(ok, until, w.probe.Asks, told) })
}

// askOn asks those whom the handler of the probe asks, one after the other, in the time that is left.
func (w *prober) askOn(ok bool, until time.Duration, asks []Ask, told func(bool)) {
	run := w.pod.of.run
	left := until - run.Now()
	if !ok || len(asks) == 0 || left <= 0 {
		told(ok && (len(asks) == 0 || left > 0))
		return
	}
	run.Probe(asks[0].Of, left, asks[0].Service, true, func(ok bool) { w.askOn(ok, until, asks[1:], told) })
}

// told is a result. It counts once enough of its like came in a row.
func (w *prober) told(ok bool) {
	w.asking = false
	if w.row == 0 || ok != w.last {
		w.last, w.row = ok, 0
	}
	w.row++
	if ok && w.row >= w.probe.Success || !ok && w.row >= w.probe.Failure {
		w.decide(ok)
	}
	if w.missed && w.pod.running {
		w.missed = false
		w.ask()
	}
}

func (w *prober) decide(ok bool) {
	p := w.pod
	switch {
	case w.kind == readiness:
		p.passes = ok
		p.judge()
	case !ok:
		w.held, w.row = true, 0
		p.of.say(p, w.kind.String()+" failed")
		p.stop(w.kind.String(), w.probe.Grace)
	case w.kind == startup && !p.started:
		p.started = true
		p.judge()
	}
}
