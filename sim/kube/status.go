package kube

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Pod is a pod's status, as `kubectl get pods` has it.
type Pod struct {
	ID         assay.ID
	Version    string
	Phase      Phase
	Ready      bool
	Restarts   int
	Exits      int           // of its containers
	Reason     string        // why the last one ended: OOMKilled, Error, "liveness probe", ...
	ExitCode   int           // of the last one
	Created    time.Duration // when
	Started    time.Duration // when its container did
	ReadySince time.Duration // if it is
}

// String is a pod in a line: "web0 CrashLoopBackOff, 3 restarts, last OOMKilled (137)".
func (p Pod) String() string {
	text := fmt.Sprintf("%s %v, %d restarts", p.ID, p.Phase, p.Restarts)
	if p.Exits > 0 {
		text += fmt.Sprintf(", last %s (%d)", p.Reason, p.ExitCode)
	}
	return text
}

// Phase is where a pod is in its life.
type Phase uint8

const (
	Pending          Phase = iota // it has no container yet
	Running                       // it has one, and is not ready
	Ready                         // it is among the endpoints
	CrashLoopBackOff              // its container ended, and the next one is not due
	Terminating                   // it was deleted, and its process has not ended
)

func (p Phase) String() string {
	return [...]string{"Pending", "Running", "Ready", "CrashLoopBackOff", "Terminating"}[p]
}

// Event is something that happened to a pod, or to the deployment where Pod is "".
type Event struct {
	At   time.Duration
	Pod  assay.ID
	What string
}

// Point is how many there are from At on.
type Point struct {
	At        time.Duration
	Desired   int // pods that there are to be
	Pods      int // that are not deleted
	Ready     int
	Endpoints int // that loads go by
	Restarts  int // so far
}

// Wait is a time in which a pod was Running and not Ready.
type Wait struct {
	Pod      assay.ID
	From, To time.Duration
}

// A run keeps so many events, points and waits of a deployment, and drops what comes after them.
const keptMax = 100_000

// Pods are those that exist, in the order of their participants.
func (c *Controller) Pods() (pods []Pod) {
	for _, p := range c.slots {
		if p != nil {
			pods = append(pods, p.is)
		}
	}
	return pods
}

// Events are what happened so far.
func (c *Controller) Events() []Event { return c.events }

// Series are the numbers of pods over time: one Point for each moment at which one of them changed.
func (c *Controller) Series() []Point { return c.points }

// NotReady are the times longer than within in which a pod was Running and neither became Ready nor ended: those of a zombie, which no
// liveness probe and no count of restarts shows. "Ready or restarted within X" holds where there are none.
func (c *Controller) NotReady(within time.Duration) (waits []Wait) {
	for _, w := range c.waits {
		if w.To-w.From > within {
			waits = append(waits, w)
		}
	}
	for _, p := range c.slots {
		if now := c.run.Now(); p != nil && p.waiting && now-p.since > within {
			waits = append(waits, Wait{p.name(), p.since, now})
		}
	}
	return waits
}

// waited ends the time that a pod was not ready.
func (c *Controller) waited(p *pod) {
	if p.waiting && len(c.waits) < keptMax && c.run.Now() > p.since {
		c.waits = append(c.waits, Wait{p.name(), p.since, c.run.Now()})
	}
	p.waiting = false
}

// say puts an event of a pod on record, and on the time axis.
func (c *Controller) say(p *pod, what string) {
	if len(c.events) < keptMax {
		c.events = append(c.events, Event{c.run.Now(), p.name(), what})
	}
	c.run.Note(string(p.name()) + " " + what)
}

func (c *Controller) note(what string) {
	if len(c.events) < keptMax {
		c.events = append(c.events, Event{c.run.Now(), "", what})
	}
	c.run.Note(c.d.Name + ": " + what)
}

// mark adds a point, if it says anything new.
func (c *Controller) mark() {
	now := Point{At: c.run.Now(), Desired: c.desired, Endpoints: c.serving, Restarts: c.restarts}
	for _, p := range c.slots {
		if p == nil {
			continue
		}
		now.Restarts += p.is.Restarts
		if !p.deleted {
			now.Pods++
		}
		if p.is.Ready {
			now.Ready++
		}
	}
	n := len(c.points)
	if n > 0 {
		last := c.points[n-1]
		if last.At == now.At {
			c.points[n-1] = now
			return
		}
		if last.At = now.At; last == now {
			return
		}
	}
	if n < keptMax {
		c.points = append(c.points, now)
	}
}

func (c *Controller) downed(id assay.ID, why string) {
	if i := slices.Index(c.d.Pods, id); i >= 0 && c.slots[i] != nil {
		c.slots[i].down(why)
	}
}
