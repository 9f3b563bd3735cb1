package kube

import (
	"cmp"
	"slices"
	"time"
)

// roll begins the way to a template.
func (c *Controller) roll() {
	c.rolling, c.late = true, false
	c.progressed()
	c.reconcile()
}

// progressed is a step forward. A rollout that makes none until the deadline is reported; nothing else becomes of it.
func (c *Controller) progressed() {
	c.progress = c.run.Now()
	seen := c.progress
	c.run.After(c.d.ProgressDeadline, func() {
		if c.rolling && !c.late && c.progress == seen {
			c.late = true
			c.note("ProgressDeadlineExceeded")
		}
	})
}

// reconcile is the control loop: it creates and deletes pods until nothing is left that it may do now.
func (c *Controller) reconcile() {
	c.due = false
	for range 2 * len(c.slots) {
		if !c.step() {
			break
		}
	}
	c.complete()
	c.publish()
}

// step does what the deployment controller does in one pass, and says whether that was anything.
func (c *Controller) step() bool {
	old, fresh := c.byVersion()
	above, below := c.d.room(c.desired)
	create := c.desired - len(fresh)
	switch {
	case c.d.Recreate && (len(old) > 0 || c.ending()):
		c.deleteSome(old, len(old), "recreate")
		return false // the rest when they are gone
	case len(old) > 0:
		create = min(create, c.desired+above-len(old)-len(fresh))
	}
	for range min(create, c.freeSlots()) {
		c.create()
	}
	if create < 0 && len(fresh) > c.desired {
		c.deleteSome(fresh, len(fresh)-c.desired, "scaled down")
		return true
	}
	return c.retire(below) || create > 0 && c.freeSlots() > 0
}

// retire deletes old pods: those that do not serve first, then as many as can be spared. Kubernetes counts as
// reconcileOldReplicaSets does: new pods that are not available yet protect as many old ones.
func (c *Controller) retire(below int) bool {
	old, fresh := c.byVersion()
	least := c.desired - below
	may := len(old) + len(fresh) - least - (len(fresh) - countAvailable(fresh))
	if len(old) == 0 || may <= 0 {
		return false
	}
	var broken []*pod
	for _, p := range old {
		if !p.available() {
			broken = append(broken, p)
		}
	}
	n := min(may, len(broken))
	c.deleteSome(broken, n, "replaced")
	spare := countAvailable(old) + countAvailable(fresh) - least
	if spare <= 0 {
		return n > 0
	}
	old, _ = c.byVersion()
	spare = min(spare, len(old))
	c.deleteSome(old, spare, "replaced")
	return n+spare > 0
}

func countAvailable(pods []*pod) (n int) {
	for _, p := range pods {
		if p.available() {
			n++
		}
	}
	return n
}

// byVersion parts the pods into those of the template and those of others.
func (c *Controller) byVersion() (old, fresh []*pod) {
	for _, p := range c.alive() {
		if p.template.Version == c.template.Version {
			fresh = append(fresh, p)
		} else {
			old = append(old, p)
		}
	}
	return old, fresh
}

// deleteSome deletes n pods: those that are not ready before those that are, those that were ready for a shorter time first.
func (c *Controller) deleteSome(pods []*pod, n int, why string) {
	rank := func(p *pod) time.Duration {
		if p.is.Ready {
			return p.is.ReadySince
		}
		return 1 << 62
	}
	pods = slices.Clone(pods)
	slices.SortStableFunc(pods, func(a, b *pod) int { return cmp.Compare(rank(b), rank(a)) })
	for _, p := range pods[:max(min(n, len(pods)), 0)] {
		p.delete(why)
		c.progressed()
	}
}

// ending says whether some deleted pod is not gone.
func (c *Controller) ending() bool {
	return slices.ContainsFunc(c.slots, func(p *pod) bool { return p != nil && p.deleted && p.template.Version != c.template.Version })
}

func (c *Controller) freeSlots() (n int) {
	for _, p := range c.slots {
		if p == nil {
			n++
		}
	}
	return n
}

// complete ends a rollout whose pods are all there and available.
func (c *Controller) complete() {
	old, fresh := c.byVersion()
	if available := countAvailable(fresh); c.rolling && len(old) == 0 && available == c.desired {
		c.rolling = false
		c.note("rollout of " + cmp.Or(c.template.Version, "the first version") + " complete")
	}
}
