package sim

import (
	"math/rand/v2"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
)

// links carry letters from one participant to another.
type links struct {
	plan     *plan
	deadline int64 // of what is being sent
	chance   *rand.Rand
	last     map[uint64]int64 // by FIFO link: when its last letter arrives
	busy     map[uint64]int64 // by link of limited bandwidth: until when it is
	cut      []cutPair
	held     []int32 // letters that a partition holds
}

type cutPair struct{ from, to int32 }

func (l *links) begin(p *plan, seed uint64) {
	l.plan, l.chance = p, stream(seed, "links")
	l.last, l.busy = map[uint64]int64{}, map[uint64]int64{}
}

func pairOf(from, to int32) uint64 { return uint64(uint32(from))<<32 | uint64(uint32(to)) }

// send posts a message of an actor's.
func (e *engine) send(from int32, to assay.ID, msg any, late int64) {
	who, ok := e.plan.index[to]
	if !ok {
		e.blame("handled", from, "sends to "+string(to)+", and no participant is called that")
		return
	}
	if msg == nil {
		e.blame("handled", from, "sends a nil message, expected a value")
		return
	}
	env := e.write()
	l := &e.all[env]
	l.msg, l.from, l.to, l.cause, l.deadline, l.blocks = msg, from, who, e.cause, e.links.deadline, -1
	l.gone = int(who) < len(e.actors) && e.cutOff(from, who)
	e.dispatch(env, late)
}

// cutOff says whether there is no connection to a participant, since it went down (TestDeploysAreFollowed).
func (e *engine) cutOff(from, who int32) bool {
	a := &e.actors[who]
	return !a.up && a.life > 0 && e.plan.rule(from, who).fifo
}

// dispatch sends a letter on its way.
func (e *engine) dispatch(env int32, late int64) {
	l := &e.all[env]
	rule := e.plan.rule(l.from, l.to)
	if rule.mayLose && e.faults.loses(e, rule) {
		l.lost = true
	}
	delay := late
	link := e.plan.link(l.from, l.to)
	if !link.Latency.none() {
		delay += link.Latency.sample(e.links.chance)
	}
	if link.BytesPerSecond > 0 {
		delay = e.links.transmit(e.now, delay, l, link)
	}
	if rule.fifo {
		pair := pairOf(l.from, l.to)
		arrives := max(e.now+delay, e.links.last[pair])
		e.links.last[pair] = arrives
		delay = arrives - e.now
	}
	if delay <= 0 {
		e.ready = append(e.ready, pending{evArrive, l.to, env})
		return
	}
	e.at(e.now+delay, evArrive, l.to, env, 0)
}

// transmit is when the last byte of a letter is there: letters wait for one another on a link of limited bandwidth.
func (l *links) transmit(now, delay int64, x *letter, link *Link) int64 {
	pair := pairOf(x.from, x.to)
	begins := max(now, l.busy[pair])
	ends := begins + int64(float64(link.Size(x.msg))/link.BytesPerSecond*1e9)
	l.busy[pair] = ends
	return ends - now + delay
}

// arrive is a letter at its receiver's door.
func (e *engine) arrive(env int32) {
	l := &e.all[env]
	if l.gone {
		e.burn(env)
		return
	}
	if len(e.links.cut) > 0 && slices.Contains(e.links.cut, cutPair{l.from, l.to}) {
		e.links.held = append(e.links.held, env)
		return
	}
	if l.lost && int(l.to) >= len(e.actors) {
		e.lose(l.to, env)
		return
	}
	if int(l.to) >= len(e.actors) {
		e.loads[int(l.to)-len(e.actors)].answered(env)
		return
	}
	a := &e.actors[l.to]
	if !a.up {
		e.unreachable(env)
		return
	}
	l.life = a.life
	if a.server != nil {
		a.server.admit(e, l.to, env)
		return
	}
	e.deliver(l.to, env)
}

// deliver lets an actor receive a letter that has been waited for, taken up and served.
func (e *engine) deliver(who, env int32) {
	l := &e.all[env]
	if l.gone {
		e.burn(env)
		return
	}
	if l.probe != nil {
		answered := l.probe
		e.burn(env)
		answered()
		return
	}
	if l.lost {
		e.lose(who, env)
		return
	}
	if len(e.links.cut) > 0 && slices.Contains(e.links.cut, cutPair{l.from, l.to}) {
		e.links.held = append(e.links.held, env) // a partition keeps it from being delivered, wherever it is by now
		return
	}
	rule := e.plan.rule(l.from, l.to)
	for {
		e.again = rule.mayDuplicate && e.faults.duplicates(e, rule)
		again := e.again
		e.receive(who, env)
		e.again = false
		switch {
		case !again, e.all[env].gone:
			e.burn(env)
			return
		case !rule.fifo:
			e.dispatch(env, 0)
			return
		}
		// It is still the first of its link: what follows waits until it was received once more (TestRestIsQuiescent).
	}
}

// lose is a letter that never gets there. Where everything that was ever sent stays in flight that is no step: losing it would be losing all
// that are equal to it.
func (e *engine) lose(who, env int32) {
	l := &e.all[env]
	e.stats.lost++
	if e.plan.rule(l.from, l.to).set {
		e.vanish(env)
		return
	}
	e.took(step.Lose, who, l.from)
	if e.record != nil {
		e.record.add(taken{kind: step.Lose, actor: who, from: l.from, msg: l.msg})
	}
	e.burn(env)
	e.judge.touched(who)
}

// unreachable is a letter to a participant that is down: an actor's waits until it is up again, or is lost with the connection where
// the link is FIFO; a load is told that nobody is there.
func (e *engine) unreachable(env int32) {
	l := &e.all[env]
	switch from := int(l.from) - len(e.actors); {
	case from >= 0:
		e.loads[from].refused(env, whyDown)
		e.burn(env)
	case e.plan.rule(l.from, l.to).fifo:
		e.burn(env)
	default:
		e.actors[l.to].waiting = append(e.actors[l.to].waiting, env)
	}
}

// heal ends all partitions.
func (e *engine) heal() {
	e.links.cut = nil
	held := e.links.held
	e.links.held = nil
	for _, env := range held {
		e.ready = append(e.ready, pending{evArrive, e.all[env].to, env})
	}
}
