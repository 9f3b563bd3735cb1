package lts

import (
	"sync"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// worldly is what a worker knows of the World of the state at hand.
type worldly struct {
	cut     *step.World // the World, if some link is cut
	senders [][]int16   // by participant, in place of its moves, where some link is cut
	list    []change
}

// change is one step of the World, lowered.
type change struct {
	step.Change
	to uint32
}

// changes remembers the steps of each World.
type changes struct {
	mu    sync.RWMutex
	known map[uint32][]change
}

// changesOf lists the steps of a World.
func (n *Net) changesOf(world uint32) []change {
	n.changes.mu.RLock()
	list, ok := n.changes.known[world]
	n.changes.mu.RUnlock()
	if ok {
		return list
	}
	for _, c := range n.Sys.Changes(n.world.at(world), n.mode) {
		list = append(list, change{c, n.world.number(c.To)})
	}
	n.changes.mu.Lock()
	defer n.changes.mu.Unlock()
	if n.changes.known == nil {
		n.changes.known = map[uint32][]change{}
	}
	n.changes.known[world] = list
	return list
}

// meetWorld looks at the World of a state.
func (w *Worker) meetWorld(v []uint32) {
	n := w.net
	world := n.world.list.one(v[n.worldSlot()])
	w.list, w.cut = n.changesOf(v[n.worldSlot()]), nil
	w.spent = n.Sys.AtHorizon(*world)
	if len(world.Cut) == 0 {
		return
	}
	w.cut, w.senders = world, w.senders[:0]
	for a := range n.actors {
		t := n.moves[a]
		e := t.pairs.find(pairKey(v[a], v[n.actors+a]))
		w.senders = append(w.senders, t.senders.at(uint32(e.value>>32), int(uint32(e.value))))
	}
}

// held says whether a partition holds the message that a move takes.
func (w *Worker) held(actor, move int) bool {
	from := w.senders[actor][move]
	return from >= 0 && w.net.Sys.Blocked(*w.cut, int(from), actor)
}

// change adds the steps of one kind that the World may take.
func (w *Worker) change(kind step.Kind, v []uint32, fingerprint uint64, out *graph.Steps) {
	n := w.net
	for i := range w.list {
		c := &w.list[i]
		if c.Kind != kind {
			continue
		}
		after := fingerprint
		if c.Cell >= 0 {
			left := n.spend(v[n.leftSlot()], c.Cell)
			if left == disabled {
				continue
			}
			out.Change(uint32(n.leftSlot()), uint32(left))
			after ^= n.left.delta(v[n.leftSlot()], uint32(left))
		}
		slot := n.worldSlot()
		out.Change(uint32(slot), c.to)
		after ^= n.world.delta(v[slot], c.to)
		for actor, by := range c.Moved {
			if by != 0 {
				to := n.tick(actor, v[actor], by)
				out.Change(uint32(actor), to)
				after ^= n.locals[actor].delta(v[actor], to)
			}
		}
		w.alive = w.alive || !kind.Failure()
		if w.Inside != nil && !w.inside(v, out) {
			w.spent = w.spent || !kind.Failure()
			continue
		}
		if out.End(after); n.config.Labels != LabelNone {
			w.labels = append(w.labels, n.worldLabel(kind))
		}
	}
}

// tick is the local of a participant after its clock has gone on.
func (n *Net) tick(actor int, local uint32, by int) uint32 {
	key := pairKey(local, uint32(by))
	if e := n.ticked[actor].find(key); e != nil {
		return uint32(e.value)
	}
	after := n.locals[actor].number(n.locals[actor].at(local).Ticked(by))
	return uint32(remember(n.ticked[actor], key, uint64(after)))
}

// spendAll is what is left after all that a move spends.
func (n *Net) spendAll(left uint32, m *move) (uint32, bool) {
	after := left
	if m.cell >= 0 {
		next := n.spend(after, int(m.cell))
		if next == disabled {
			return 0, false
		}
		after = uint32(next)
	}
	if m.flags&twice != 0 {
		next := n.spend(after, int(m.code))
		if next == disabled {
			return 0, false
		}
		after = uint32(next)
	}
	return after, true
}
