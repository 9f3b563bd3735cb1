package sim

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// Control is what planned events and platforms can do to a run. It is valid within the run that it was handed to.
type Control struct{ e *engine }

// Now is the virtual time.
func (c *Control) Now() time.Duration { return c.e.clock() }

// Seed is the run's.
func (c *Control) Seed() uint64 { return c.e.seed }

// Chance is a source of chance of its own, for whatever the names stand for.
func (c *Control) Chance(names ...string) *rand.Rand {
	return c.e.chance(append([]string{"control"}, names...)...)
}

// After calls do when so much time has passed.
func (c *Control) After(d time.Duration, do func()) { c.e.callAt(c.e.now+int64(d), do) }

// Note puts a mark on the time axis.
func (c *Control) Note(text string) { c.e.stats.note(c.e.now, text) }

// IDs are the participants, in the order of the System.
func (c *Control) IDs() []assay.ID { return c.e.plan.ids }

// Up says whether a participant is up.
func (c *Control) Up(id assay.ID) bool { return c.e.actors[c.who(id)].up }

// Start starts a participant that is down: for the first time, or as after a crash.
func (c *Control) Start(id assay.ID) {
	who := c.who(id)
	a := &c.e.actors[who]
	switch {
	case a.up:
	case a.life == 0 && a.state == nil:
		c.e.startUp(who, step.Start)
	default:
		c.e.restart(who)
	}
}

// Kill crashes a participant. Why stands on the time axis.
func (c *Control) Kill(id assay.ID, why string) {
	if who := c.who(id); c.e.actors[who].up {
		c.e.killFor(who, why)
	}
}

// OnDown is told of every crash, whatever its cause: "memory" is a kill for memory, "crash" one of the System's assumptions.
func (c *Control) OnDown(told func(id assay.ID, why string)) {
	before := c.e.onDown
	c.e.onDown = func(id assay.ID, why string) {
		if before != nil {
			before(id, why)
		}
		told(id, why)
	}
}

// Pause lets a participant take up nothing until as many calls of Resume.
func (c *Control) Pause(id assay.ID) {
	if s := c.server(id); s != nil {
		s.paused++
	}
}

// Resume ends a Pause.
func (c *Control) Resume(id assay.ID) {
	who := c.who(id)
	if s := c.server(id); s != nil && s.paused > 0 {
		s.paused--
		s.pump(c.e, who)
	}
}

// Pace makes a participant take factor times as long over what it takes up from now on.
func (c *Control) Pace(id assay.ID, factor float64) {
	if s := c.server(id); s != nil {
		s.pace = factor
	}
}

// Endpoints are whom a load asks from now on. With none its tries fail at once.
func (c *Control) Endpoints(load assay.ID, ids ...assay.ID) {
	for _, l := range c.e.loads {
		if l.conf.ID == load {
			l.targets = l.targets[:0]
			for _, id := range ids {
				l.targets = append(l.targets, c.who(id))
			}
		}
	}
}

// Probe asks a participant's server for a sign of life, which costs it service, and is told whether it came within timeout. Through
// the work queue it waits with the work behind everything before it; else it has a path of its own.
func (c *Control) Probe(id assay.ID, timeout time.Duration, service Dist, shared bool, told func(ok bool)) {
	c.e.probe(c.who(id), int64(timeout), service, shared, told)
}

// Queue is how many messages wait at a participant, and how many are being served.
func (c *Control) Queue(id assay.ID) (waiting, serving int) {
	if s := c.server(id); s != nil {
		return s.queue.len() + s.first.len(), len(s.serving)
	}
	return 0, 0
}

// Busy is how much of its lanes' time a participant was busy since the run began: a second of one lane is one.
func (c *Control) Busy(id assay.ID) time.Duration {
	if s := c.server(id); s != nil {
		return time.Duration(s.stats.busyUntil(c.e.now))
	}
	return 0
}

// Memory is what a participant has, in bytes.
func (c *Control) Memory(id assay.ID) int {
	if s := c.server(id); s != nil {
		return s.memory()
	}
	return 0
}

// Partition cuts all links from any of one group to any of the other, both ways, until Heal. The System must assume cuts.
func (c *Control) Partition(from, to []assay.ID) {
	var pairs []cutPair
	for _, a := range from {
		for _, b := range to {
			pairs = append(pairs, cutPair{c.who(a), c.who(b)}, cutPair{c.who(b), c.who(a)})
		}
	}
	c.e.partition(pairs)
}

// Heal ends all partitions.
func (c *Control) Heal() { c.e.healed() }

func (c *Control) who(id assay.ID) int32 {
	who, ok := c.e.plan.index[id]
	if !ok {
		panic(&mistake{"no participant is called " + string(id) + "\nhint: there are " + listed(c.e.plan.ids)})
	}
	return who
}

func (c *Control) server(id assay.ID) *server { return c.e.actors[c.who(id)].server }

// probe is a question of the platform's. It is no message of the System's: it takes the server's time and changes no state.
func (e *engine) probe(who int32, timeout int64, service Dist, shared bool, told func(bool)) {
	a := &e.actors[who]
	if !a.up {
		e.callAt(e.now, func() { told(false) })
		return
	}
	answered, done := false, false
	e.callAt(e.now+timeout, func() {
		if !answered {
			done = true
			told(false)
		}
	})
	ok := func() {
		if !done {
			answered = true
			told(true)
		}
	}
	if !shared || a.server == nil {
		life := a.life
		e.callAt(e.now+service.sample(e.links.chance), func() {
			if e.actors[who].up && e.actors[who].life == life {
				ok()
			}
		})
		return
	}
	a.server.question(e, who, service, ok)
}

// question puts a probe into the work queue.
func (s *server) question(e *engine, who int32, service Dist, answered func()) {
	if s.conf.Queue.Max > 0 && s.queue.len() >= s.conf.Queue.Max {
		return // there is no room for it: it will not be answered
	}
	env := e.write()
	l := &e.all[env]
	l.from, l.to, l.cause, l.blocks, l.came, l.probe = who, who, noCause, -1, e.now, answered
	l.life, l.service = e.actors[who].life, service.sample(s.chance)
	s.queue.push(env)
	s.pump(e, who)
}

// listed is a list of IDs, cut short where it is long.
func listed(ids []assay.ID) string {
	ids = slices.Clone(ids)
	text := ""
	for i, id := range ids {
		if i == 10 {
			return text + ", ..."
		}
		if i > 0 {
			text += ", "
		}
		text += string(id)
	}
	return text
}
