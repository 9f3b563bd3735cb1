package sim

import (
	"math/rand/v2"
	"time"

	"github.com/assay-dev/assay"
)

// Draw is one duration of a distribution, by a source of chance that Chance gave.
func (c *Control) Draw(d Dist, chance *rand.Rand) time.Duration {
	return time.Duration(d.sample(chance))
}

// Lanes is how many messages a participant serves at a time; 0 where the World gives it no Server.
func (c *Control) Lanes(id assay.ID) int {
	if s := c.server(id); s != nil {
		return s.lanes
	}
	return 0
}

// Loads are the World's loads, in their order.
func (c *Control) Loads() (ids []assay.ID) {
	for _, l := range c.e.loads {
		ids = append(ids, l.conf.ID)
	}
	return ids
}

// Refuse ends the run because what a platform or a planned event was told does not fit the System. Run returns err.
func (c *Control) Refuse(err error) { c.e.misuse(err) }

// Keep keeps something for this run alone, under a key of the platform's own type: a platform stands in a World that many runs share.
func (c *Control) Keep(key, value any) {
	if c.e.kept == nil {
		c.e.kept = map[any]any{}
	}
	c.e.kept[key] = value
}

// Kept is what was kept under a key in this run, or nil.
func (c *Control) Kept(key any) any { return c.e.kept[key] }

// Kept is what a platform kept under a key in this run, or nil.
func (r *Result) Kept(key any) any { return r.engine.kept[key] }

// Usual is the rate of an open load when nothing is wrong, in requests a second: the lowest one above 0 that it is given. A load whose
// rate depends on the answers, or was recorded, has none.
func (a Arrivals) Usual() (perSecond float64, known bool) {
	if a.kind == arriveClosed || a.kind == arriveRecorded {
		return 0, false
	}
	for _, r := range a.rates {
		if r.perSecond > 0 && (!known || r.perSecond < perSecond) {
			perSecond, known = r.perSecond, true
		}
	}
	return perSecond, known
}
