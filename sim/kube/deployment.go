package kube

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Deployment is a set of alike pods behind one service, and how many of them there are to be. It is a sim.Platform. Where a field is 0 it
// is Kubernetes' default; None is 0 itself.
type Deployment struct {
	Name     string
	Service  string     // in front of it, for people
	Pods     []assay.ID // the participants that may be its pods: replicas, and spare ones for rollouts and the autoscaler
	Replicas int        // 0 is 1
	Loads    []assay.ID // who asks its ready pods
	Template Template

	MaxSurge         Amount        // pods above Replicas in a rollout; the zero Amount is 25 %, rounded up
	MaxUnavailable   Amount        // pods below Replicas in a rollout; the zero Amount is 25 %, rounded down
	Recreate         bool          // in a rollout all old pods end before a new one begins
	MinReady         time.Duration // that a pod must be ready before it counts as available
	ProgressDeadline time.Duration // after which a rollout without progress is reported, and nothing else; 0 is 600 s

	Propagation time.Duration // from a change of readiness until loads go by it; 0 is 1 s
	Schedule    sim.Dist      // from the creation of a pod to the start of its container: scheduling, pulling the image
	Autoscaler  *Autoscaler   // nil is none
}

// None is what a number or a duration is set to that is to be 0, where 0 would stand for the default.
const None = -1

// Template is what a pod is made of. Two templates with different Versions are different versions.
type Template struct {
	Version     string
	App         App
	Startup     *Probe
	Liveness    *Probe
	Readiness   *Probe        // nil: ready as soon as the container runs, whatever it can do by then
	Grace       time.Duration // from SIGTERM to SIGKILL; 0 is 30 s
	PreStop     time.Duration // that a stop waits before SIGTERM, as part of the grace
	MemoryLimit int           // in bytes; 0 is none. Limit puts it into a Server
}

// App is how the process in a container behaves, beside being an actor.
type App struct {
	StartUp sim.Dist                    // from the start of the container until it takes messages
	Stop    sim.Dist                    // from SIGTERM until it exits; until then it works on
	Exit    func(pod Pod) time.Duration // how long after the start of the container it exits by itself; 0 is never
}

// Probe asks a container for a sign of life. Equal results in a row count; another one begins the count anew.
type Probe struct {
	InitialDelay time.Duration // after the start of the container
	Period       time.Duration // 0 is 10 s
	Timeout      time.Duration // 0 is 1 s
	Success      int           // in a row; 0 is 1
	Failure      int           // in a row; 0 is 3
	Grace        time.Duration // from SIGTERM to SIGKILL where this probe kills; 0 is the template's

	How     string         // "GET :8080/healthz", for people
	Service sim.Dist       // the work that it is to the pod
	Shared  bool           // it goes through the pod's work queue; else it has a path of its own
	Asks    []Ask          // what the handler of the probe asks in turn, within the same timeout
	Check   func(Pod) bool // what else must hold for it to succeed; nil is nothing
}

// Ask is a question to another participant, through its work queue.
type Ask struct {
	Of      assay.ID
	Service sim.Dist
}

// Limit is a server whose memory is limited as the template says.
func (t Template) Limit(s sim.Server) sim.Server {
	s.Memory.Limit = t.MemoryLimit
	return s
}

// Holds are the participants that the simulator leaves to the platform.
func (d Deployment) Holds() []assay.ID { return d.Pods }

// Begin creates the pods, at the start of a run.
func (d Deployment) Begin(run *sim.Control) {
	d = d.filled()
	if err := d.valid(run); err != nil {
		run.Refuse(err)
		return
	}
	c := &Controller{run: run, d: d, template: d.Template, desired: d.Replicas, slots: make([]*pod, len(d.Pods)), born: make([]int, len(d.Pods))}
	run.Keep(key{d.Name}, c)
	run.OnDown(c.downed)
	for _, load := range d.Loads {
		run.Endpoints(load) // nobody, until the first pod is ready
	}
	c.roll()
	if d.Autoscaler != nil {
		newScaler(c).begin()
	}
}

// filled is the deployment with its defaults.
func (d Deployment) filled() Deployment {
	d.Replicas = number(d.Replicas, 1)
	d.MaxSurge, d.MaxUnavailable = d.MaxSurge.or(Percent(25)), d.MaxUnavailable.or(Percent(25))
	d.ProgressDeadline, d.Propagation = lasts(d.ProgressDeadline, 600*time.Second), lasts(d.Propagation, time.Second)
	d.Template = d.Template.filled()
	if d.Autoscaler != nil {
		a := d.Autoscaler.filled()
		d.Autoscaler = &a
	}
	return d
}

func (t Template) filled() Template {
	t.Grace = lasts(t.Grace, 30*time.Second)
	for _, p := range []**Probe{&t.Startup, &t.Liveness, &t.Readiness} {
		if *p != nil {
			f := **p
			f.Period, f.Timeout, f.Grace = lasts(f.Period, 10*time.Second), lasts(f.Timeout, time.Second), lasts(f.Grace, t.Grace)
			f.Success, f.Failure = number(f.Success, 1), number(f.Failure, 3)
			*p = &f
		}
	}
	return t
}

func lasts(d, byDefault time.Duration) time.Duration {
	switch d {
	case 0:
		return byDefault
	case None:
		return 0
	}
	return d
}

func number(n, byDefault int) int {
	switch n {
	case 0:
		return byDefault
	case None:
		return 0
	}
	return n
}
