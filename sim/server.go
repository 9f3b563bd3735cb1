package sim

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/assay-dev/assay/flow"
)

// server is one participant's mailbox, lanes and memory.
type server struct {
	conf    *Server
	stats   *ServerStats
	chance  *rand.Rand
	queue   ring
	first   ring // those with priority
	outside ring // those that wait for room: back-pressure
	lanes   int
	serving []int32
	busy    int // lanes, those that wait for a disk or for room elsewhere included
	paused  int
	pace    float64
	shed    flow.ShedState
	began   int64 // when the process came up
	weighs  bool  // the World says what something takes in memory
	state   int   // bytes of the actor's own state
	inside  int   // bytes of what is in the mailbox or being served
}

func newServer(conf *Server, stats *ServerStats, chance *rand.Rand) *server {
	m := conf.Memory
	return &server{conf: conf, stats: stats, chance: chance, lanes: max(conf.Lanes, 1), pace: 1,
		weighs: m.Base > 0 || m.Message > 0 || m.MessageOf != nil || m.State != nil}
}

// begin is the server of a participant that has just come up. It may have more memory than there is before it does anything.
func (s *server) begin(e *engine, who int32) {
	s.began = e.now
	if f := s.conf.Memory.State; f != nil {
		s.state = f(deref(e.actors[who].state))
	}
	s.grown(e, who)
}

// restartMin is the least time from one start to the next. A process that dies as it starts, and whose Restart takes no time, would else
// let none pass (TestTooMuchMemoryToStart).
const restartMin = int64(time.Millisecond)

// admit takes a letter in, or does with it what is done where there is no room.
func (s *server) admit(e *engine, who, env int32) {
	l := &e.all[env]
	l.came = e.now
	s.price(e, l)
	if s.conf.Priority != nil && s.conf.Priority(l.msg) {
		s.first.push(env)
		s.grown(e, who)
		s.pump(e, who)
		return
	}
	if limit := s.conf.Queue.Max; limit > 0 && s.queue.len() >= limit && (s.busy >= s.lanes || s.paused > 0) {
		if !s.overflow(e, who, env) {
			return
		}
	}
	s.queue.push(env)
	s.grown(e, who)
	s.pump(e, who)
}

// price draws how long a letter takes, and weighs it. It is drawn for each that arrives, whatever becomes of it, so that two runs of
// one seed which differ in the policy of a queue see the same work.
func (s *server) price(e *engine, l *letter) {
	switch {
	case l.lost:
		l.service = 0
	case s.conf.ServiceOf != nil:
		d := s.conf.ServiceOf(l.msg)
		l.service = d.sample(s.chance)
	default:
		l.service = s.conf.Service.sample(s.chance)
	}
	size := s.conf.Memory.Message
	if s.conf.Memory.MessageOf != nil {
		size = s.conf.Memory.MessageOf(l.msg)
	}
	l.size = int32(size)
	s.inside += size
}

// overflow is a letter that finds no room. It answers true where room was made for it.
func (s *server) overflow(e *engine, who, env int32) bool {
	switch s.conf.Queue.Full {
	case Wait:
		s.inside -= int(e.all[env].size)
		s.outside.push(env)
		s.hold(e, env)
		s.stats.waited++
		return false
	case DropOldest:
		old := s.queue.pop()
		s.away(e, old, whyDropped)
		return true
	case DropNewest:
		s.away(e, env, whyDropped)
		return false
	}
	s.away(e, env, whyFull)
	return false
}

// hold keeps a lane of the sender's busy until its letter has found room.
func (s *server) hold(e *engine, env int32) {
	l := &e.all[env]
	if int(l.from) >= len(e.actors) || e.actors[l.from].server == nil {
		return
	}
	l.blocks, l.blocked = l.from, e.actors[l.from].life
	e.actors[l.from].server.busy++
}

// release lets the sender of a letter that has found room, or is gone, go on.
func (e *engine) release(l *letter) {
	if l.blocks >= 0 && e.actors[l.blocks].life == l.blocked {
		e.actors[l.blocks].server.busy--
		e.ready = append(e.ready, pending{evDone, l.blocks, 0})
	}
	l.blocks = -1
}

// away is a letter that leaves without having been served.
func (s *server) away(e *engine, env int32, why reason) {
	l := &e.all[env]
	s.inside -= int(l.size)
	s.stats.dropped[why]++
	if from := int(l.from) - len(e.actors); from >= 0 && why == whyFull {
		e.loads[from].refused(env, why)
	}
	e.vanish(env)
}

func (e *engine) pump(who int32) {
	if s := e.actors[who].server; s != nil && e.actors[who].up {
		s.pump(e, who)
	}
}

// pump takes up what waits, as long as there are lanes for it.
func (s *server) pump(e *engine, who int32) {
	for s.busy < s.lanes && s.paused == 0 && s.first.len()+s.queue.len() > 0 {
		env := s.take(e)
		l := &e.all[env]
		if drop, newest := s.sheds(e, e.now-l.came); drop {
			s.away(e, env, whyShed)
			continue
		} else if newest && s.queue.len() > 0 {
			s.queue.unpop(env)
			env = s.queue.popBack()
			l = &e.all[env]
		}
		if s.conf.Queue.DropExpired && l.deadline > 0 && e.now >= l.deadline {
			s.away(e, env, whyExpired)
			continue
		}
		s.busy++
		s.serving = append(s.serving, env)
		s.stats.taken(e, e.now-l.came)
		e.at(e.now+int64(float64(l.service)*s.pace), evDone, who, env, e.actors[who].life)
	}
	for s.outside.len() > 0 && s.queue.len() < s.conf.Queue.Max {
		s.enter(e, who, s.outside.pop())
	}
	if s.conf.Queue.Shed != nil && s.queue.len() == 0 {
		s.shed, _ = s.conf.Queue.Shed.Step(s.shed, flow.Emptied(), e.clock())
	}
	s.stats.length(e, s.queue.len()+s.first.len(), s.busy)
	if s.weighs {
		s.stats.memory(e.now, s.memory()) // less than before, where something was served
	}
}

// enter lets in a letter that has waited outside.
func (s *server) enter(e *engine, who, env int32) {
	l := &e.all[env]
	s.inside += int(l.size)
	e.release(l)
	s.queue.push(env)
	e.ready = append(e.ready, pending{evDone, who, 0})
}

func (s *server) take(e *engine) int32 {
	if s.first.len() > 0 {
		return s.first.pop()
	}
	switch s.conf.Queue.Order {
	case LastIn:
		return s.queue.popBack()
	case Shortest:
		least := 0
		for i := 1; i < s.queue.len(); i++ {
			if e.all[s.queue.at(i)].service < e.all[s.queue.at(least)].service {
				least = i
			}
		}
		return s.queue.remove(least)
	}
	return s.queue.pop()
}

// served is a letter that a lane has finished.
func (e *engine) served(who, env int32, life uint32) {
	a := &e.actors[who]
	if env < 0 { // a lane that waited for the disk
		if a.life == life {
			a.server.busy--
			a.server.pump(e, who)
		}
		return
	}
	if a.life != life {
		e.vanish(env) // it died with the process
		return
	}
	s := a.server
	s.busy--
	s.serving = slices.DeleteFunc(s.serving, func(x int32) bool { return x == env })
	s.inside -= int(e.all[env].size)
	s.stats.served++
	e.deliver(who, env)
	if a.up && a.life == life {
		s.pump(e, who)
	}
}

// after is what a step leaves to do: a disk that is still busy, a state that has grown.
func (s *server) after(e *engine, who int32, late int64) {
	if late > 0 {
		s.busy++
		e.at(e.now+late, evDone, who, -1, e.actors[who].life)
	}
	if f := s.conf.Memory.State; f != nil {
		s.state = f(deref(e.actors[who].state))
		s.grown(e, who)
	}
}

// memory is how many bytes the participant has.
func (s *server) memory() int { return s.conf.Memory.Base + s.state + s.inside }

// grown kills a participant that has more memory than there is.
func (s *server) grown(e *engine, who int32) {
	if !s.weighs {
		return
	}
	m := s.memory()
	s.stats.memory(e.now, m)
	if limit := s.conf.Memory.Limit; limit > 0 && m > limit && e.actors[who].up {
		life := e.actors[who].life
		e.callAt(e.now, func() {
			if a := &e.actors[who]; a.up && a.life == life {
				e.killFor(who, "memory")
			}
		})
	}
}

// empty is a mailbox whose process has died. Loads are told; what other actors sent is lost, as messages that are never delivered.
func (s *server) empty(e *engine) {
	for _, q := range []*ring{&s.first, &s.queue} {
		for q.len() > 0 {
			env := q.pop()
			if from := int(e.all[env].from) - len(e.actors); from >= 0 {
				e.loads[from].refused(env, whyReset)
			}
			e.vanish(env)
		}
	}
	for s.outside.len() > 0 {
		env := s.outside.pop()
		e.release(&e.all[env])
		if from := int(e.all[env].from) - len(e.actors); from >= 0 {
			e.loads[from].refused(env, whyReset)
		}
		e.vanish(env)
	}
	for _, env := range s.serving { // their lanes find out when they are done
		if from := int(e.all[env].from) - len(e.actors); from >= 0 {
			e.loads[from].refused(env, whyReset)
		}
	}
	s.serving, s.busy, s.inside, s.state = s.serving[:0], 0, 0, 0
	s.stats.length(e, 0, 0)
}
