package kube

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/assay-dev/assay"
)

// pod is one pod as it runs. Its containers come and go; life counts them, and what an earlier one began is void.
type pod struct {
	of       *Controller
	slot     int
	template Template
	is       Pod
	life     int
	running  bool // there is a container
	started  bool // its startup probe has passed, or it has none
	passes   bool // its readiness probe does
	stopping bool // SIGTERM or the wait before it
	deleted  bool
	crashes  int // in a row: how long the next restart waits
	probers  []*prober
	startUp  *rand.Rand
	waiting  bool          // it runs and is not ready
	since    time.Duration // since when
}

const (
	backoffFirst  = 10 * time.Second
	backoffMax    = 300 * time.Second
	backoffForget = 600 * time.Second // of running, after which a crash is the first again
)

// backoff is how long the restart after so many crashes in a row waits.
func backoff(crashes int) time.Duration {
	if crashes == 0 {
		return 0
	}
	wait := backoffFirst
	for i := 1; i < crashes && wait < backoffMax; i++ {
		wait *= 2
	}
	return min(wait, backoffMax)
}

func (p *pod) name() assay.ID { return p.is.ID }

// start starts a container.
func (p *pod) start() {
	c := p.of
	p.life++
	p.running, p.started, p.passes, p.stopping = true, p.template.Startup == nil, p.template.Readiness == nil, false
	p.is.Phase, p.is.Started = Running, c.run.Now()
	p.waiting, p.since = true, c.run.Now()
	c.say(p, "starts")
	app := p.template.App
	p.inThisLife(c.run.Draw(app.StartUp, p.startUp), func() { c.run.Start(p.name()) })
	if app.Exit != nil {
		if after := app.Exit(p.is); after > 0 {
			p.inThisLife(after, func() { p.end("exits", "Error", 1) })
		}
	}
	for _, prober := range p.probers {
		prober.begin()
	}
	p.judge()
}

// inThisLife does something later, unless the container has ended by then.
func (p *pod) inThisLife(after time.Duration, do func()) {
	life := p.life
	p.of.run.After(after, func() {
		if p.life == life {
			do()
		}
	})
}

// stop asks the process to end: the wait before it, SIGTERM, and SIGKILL when the grace is over.
func (p *pod) stop(why string, grace time.Duration) {
	if p.stopping || !p.running {
		return
	}
	p.stopping = true
	takes := p.template.PreStop + p.of.run.Draw(p.template.App.Stop, p.startUp)
	reason, code := why, exitTerminated
	if takes > grace {
		takes, code = grace, exitKilled
	}
	p.inThisLife(max(takes, stopMin), func() { p.end(why, reason, code) })
}

// stopMin is how long a stop takes at least. A container that ended at the very moment of the probe that killed it would have the next
// one begin with a period of the probe, and TestCase9SlowStart would start up in the 30 s that it cannot have.
const stopMin = time.Microsecond

// Exit codes of a process that a signal ended are 128 and its number.
const (
	exitKilled     = 128 + 9
	exitTerminated = 128 + 15
)

// end ends the process. A participant that is up crashes; one that still starts has nothing to lose.
func (p *pod) end(why, reason string, code int) {
	p.is.Reason, p.is.ExitCode = reason, code
	if p.of.run.Up(p.name()) {
		p.of.run.Kill(p.name(), why)
		return // down, below, goes on
	}
	p.ended()
}

// down is the end of a participant, whatever brought it about.
func (p *pod) down(why string) {
	switch why {
	case "memory":
		p.is.Reason, p.is.ExitCode = "OOMKilled", exitKilled
	case "crash", "planned":
		p.is.Reason, p.is.ExitCode = "Error", 1
	case "restart": // by itself, to come up as another version
		p.is.Reason, p.is.ExitCode = "Completed", 0
	}
	p.ended()
}

// ended is a container that is gone: its pod is too where it was deleted, or else starts another one, at once or after the back-off.
func (p *pod) ended() {
	c := p.of
	if !p.running {
		return
	}
	p.life++
	p.running, p.started, p.passes = false, false, false
	p.is.Exits++
	c.say(p, fmt.Sprintf("ends: %s, exit %d", p.is.Reason, p.is.ExitCode))
	if c.run.Now()-p.is.Started >= backoffForget {
		p.crashes = 0
	}
	if p.deleted {
		p.unready()
		c.gone(p)
		return
	}
	wait := backoff(p.crashes)
	p.crashes++
	p.is.Phase = Running
	if wait > 0 {
		p.is.Phase = CrashLoopBackOff
		c.say(p, fmt.Sprintf("CrashLoopBackOff %v", wait))
	}
	p.unready()
	p.inThisLife(wait, func() {
		if !p.deleted {
			p.is.Restarts++
			p.start()
		}
	})
}

// delete ends the pod for good. It leaves the endpoints with the news, while its process is being stopped.
func (p *pod) delete(why string) {
	p.deleted = true
	p.is.Phase = Terminating
	p.of.say(p, "is deleted: "+why)
	p.unready()
	if !p.running {
		p.life++
		p.of.gone(p)
		return
	}
	p.stop("deleted", p.template.Grace)
}

// judge finds out whether the pod is ready.
func (p *pod) judge() {
	ready := p.running && p.started && p.passes && !p.deleted
	if ready == p.is.Ready {
		return
	}
	p.is.Ready = ready
	if !ready {
		p.waiting, p.since, p.is.Phase = true, p.of.run.Now(), Running
		p.of.say(p, "is not ready")
		p.of.changed()
		return
	}
	p.of.waited(p)
	p.is.Phase, p.is.ReadySince = Ready, p.of.run.Now()
	p.of.say(p, "is ready")
	p.of.changed()
	if p.of.d.MinReady > 0 {
		p.of.run.After(p.of.d.MinReady, p.of.reconcile)
	}
}

// unready is a pod that cannot be ready any more, whatever its probe said last.
func (p *pod) unready() {
	p.of.waited(p)
	p.is.Ready = false
	p.of.changed()
}

// available says whether the pod counts in a rollout.
func (p *pod) available() bool {
	return p.is.Ready && p.of.run.Now()-p.is.ReadySince >= p.of.d.MinReady
}
