package kube

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/sim"
)

// Controller is a Deployment as it runs, and after its run what became of it.
type Controller struct {
	run      *sim.Control
	d        Deployment
	template Template
	desired  int
	slots    []*pod // by participant; nil is free
	born     []int  // by participant: how many pods it has been
	due      bool   // a reconciliation is
	rolling  bool   // the pods are not yet what the template says
	late     bool   // and that has been reported
	progress time.Duration
	wanted   []assay.ID // endpoints, before the news has got around
	serving  int        // endpoints that loads go by
	restarts int        // of pods that are gone
	events   []Event
	points   []Point
	waits    []Wait
}

// key is under which a run keeps a Controller.
type key struct{ name string }

// Of is the deployment of that name within a run, or after it in a *sim.Result. It panics where there is none.
func Of(run interface{ Kept(key any) any }, name string) *Controller {
	c, ok := run.Kept(key{name}).(*Controller)
	if !ok {
		panic(fmt.Sprintf("kube: no deployment %q in this run, expected one of World.Platform", name))
	}
	return c
}

// Rollout replaces all pods by those of another template, as the strategy says. One with the version that there is changes nothing.
func (c *Controller) Rollout(t Template) {
	t = t.filled()
	if err := c.d.validTemplate(&t); err != nil {
		c.run.Refuse(err)
		return
	}
	if above, _ := c.d.room(c.desired); !c.d.Recreate && len(c.slots) < c.desired+above {
		c.run.Refuse(c.d.wrong("a rollout over %d participants, expected %d: %d replicas and a surge of %d\nhint: Pods lists spare ones, or MaxSurge: kube.Pods(0)",
			len(c.slots), c.desired+above, c.desired, above))
		return
	}
	if t.Version == c.template.Version {
		return
	}
	c.template = t
	c.note("rollout of " + t.Version)
	c.roll()
}

// Scale sets how many pods there are to be.
func (c *Controller) Scale(replicas int) {
	if replicas < 0 || replicas > len(c.slots) {
		c.run.Refuse(c.d.wrong("scaled to %d, expected 0 to %d\nhint: Pods lists one participant for each pod", replicas, len(c.slots)))
		return
	}
	if replicas != c.desired {
		c.note(fmt.Sprintf("scaled from %d to %d", c.desired, replicas))
		c.desired = replicas
		c.changed()
	}
}

// alive are the pods that are not deleted, in the order of their participants.
func (c *Controller) alive() (pods []*pod) {
	for _, p := range c.slots {
		if p != nil && !p.deleted {
			pods = append(pods, p)
		}
	}
	return pods
}

// create makes a pod in the first slot that is free. Where none is, the next reconciliation tries again.
func (c *Controller) create() {
	slot := slices.Index(c.slots, nil)
	if slot < 0 {
		return
	}
	id := c.d.Pods[slot]
	p := &pod{of: c, slot: slot, template: c.template, is: Pod{ID: id, Version: c.template.Version, Created: c.run.Now()},
		startUp: c.run.Chance("kube", "start-up", string(id), strconv.Itoa(c.born[slot]))}
	p.probers = c.probersOf(p)
	c.slots[slot] = p
	c.born[slot]++
	c.progressed()
	wait := c.run.Draw(c.d.Schedule, p.startUp)
	if wait == 0 {
		p.start()
		return
	}
	p.inThisLife(wait, p.start)
}

// gone is a deleted pod whose process has ended.
func (c *Controller) gone(p *pod) {
	c.slots[p.slot] = nil
	c.restarts += p.is.Restarts
	c.say(p, "is gone")
	c.changed()
}

// changed lets the control loop look, when everything of this moment has happened, and tells the loads.
func (c *Controller) changed() {
	if !c.due {
		c.due = true
		c.run.After(0, c.reconcile)
	}
	c.publish()
}

// publish tells the loads whom to ask, when the news has got around.
func (c *Controller) publish() {
	c.mark()
	var ready []assay.ID
	for _, p := range c.alive() {
		if p.is.Ready {
			ready = append(ready, p.name())
		}
	}
	if slices.Equal(ready, c.wanted) {
		return
	}
	c.wanted = ready
	c.run.After(c.d.Propagation, func() {
		for _, load := range c.d.Loads {
			c.run.Endpoints(load, ready...)
		}
		c.serving = len(ready)
		c.mark()
	})
}
