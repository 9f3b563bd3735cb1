package lts

import (
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// Worker lists the steps of a state for one goroutine of the search.
type Worker struct {
	// Inside says whether a state is within the declared bound. Nil is no bound.
	Inside func(v []uint32) bool

	net     *Net
	watch   step.Watcher
	lists   [][]move
	last    [][recentLen]recent
	cursors []int
	scratch []uint32
	enabled []step.Enabled // what learn works with
	lowered []lowered
	worldly
	labels []uint32 // of the steps of the last Expand, where they are asked for
	alive  bool     // a step is enabled that is no failure
	spent  bool     // one would be, had its budget not been spent
	_      [cacheLine]byte
}

// cacheLine is how far apart in memory must be what two workers write to at every step, or they would pass it from processor to
// processor.
const cacheLine = 64

// What workers count.
const (
	CountCut       = iota // steps that lead out of the declared bound
	CountQuiescent        // states without steps but failures
)

// recent is a pair that a participant was lately looked up for. States found one after the other share most components, so a few
// places that stay in the processor's nearest cache spare most looks into the large table.
type recent struct {
	key  uint64
	list []move
}

const (
	recentBits = 8
	recentLen  = 1 << recentBits
)

// NewWorker makes a worker.
func (n *Net) NewWorker() *Worker {
	w := &Worker{net: n, lists: make([][]move, n.actors, n.actors+cacheLine), last: make([][recentLen]recent, n.actors),
		cursors: make([]int, n.actors, n.actors+cacheLine), scratch: make([]uint32, n.Width(), n.Width()+cacheLine)}
	if number := int(n.workers.Add(1)) - 1; n.config.Watch != nil {
		w.watch = n.config.Watch(number)
	}
	return w
}

// Expand adds every step enabled in v to out, in canonical order.
func (w *Worker) Expand(v []uint32, fingerprint uint64, out *graph.Steps) {
	w.alive, w.spent, w.labels = false, false, w.labels[:0]
	for a := range w.lists {
		w.lists[a] = w.movesOf(a, v[a], v[w.net.actors+a])
		w.cursors[a] = 0
	}
	if w.net.world != nil {
		w.meetWorld(v)
	}
	for _, kind := range w.net.kinds {
		for a, list := range w.lists {
			i := w.cursors[a]
			for ; i < len(list) && list[i].kind == kind; i++ {
				if w.cut != nil && w.held(a, i) {
					continue
				}
				w.take(a, &list[i], v, fingerprint, out)
				if w.net.config.Labels != LabelNone {
					w.labelled(a, i, v, out)
				}
			}
			w.cursors[a] = i
		}
		if kind.World() {
			w.change(kind, v, fingerprint, out)
		}
	}
	if !w.alive {
		out.Count(CountQuiescent)
		if w.net.config.Deadlock && !w.spent {
			out.Report(w.net.config.Quiescent)
		}
	}
}

func (w *Worker) movesOf(actor int, local, inbox uint32) []move {
	key := pairKey(local, inbox)
	last := &w.last[actor][spread(key)>>(64-recentBits)]
	if last.key == key {
		return last.list
	}
	var list []move
	if e := w.net.moves[actor].pairs.find(key); e != nil {
		list = w.net.moves[actor].at(e)
	} else {
		list = w.learn(actor, local, inbox)
	}
	*last = recent{key, list}
	return list
}

// take adds one step of a participant.
func (w *Worker) take(actor int, m *move, v []uint32, fingerprint uint64, out *graph.Steps) {
	n := w.net
	if m.cell >= 0 || m.flags&twice != 0 {
		after, ok := n.spendAll(v[n.leftSlot()], m)
		if !ok {
			w.spent = w.spent || m.flags&(failure|idle) == 0
			return
		}
		if m.flags&dead == 0 {
			out.Change(uint32(n.leftSlot()), after)
			fingerprint ^= n.left.delta(v[n.leftSlot()], after)
		}
	}
	before := fingerprint
	if m.flags&faulty != 0 {
		out.Report(uint32(m.code))
	}
	if m.flags&broken != 0 {
		n.errs.meet(m.posts)
	}
	if m.flags&dead != 0 {
		w.alive = true
		return
	}
	if m.delta != 0 {
		out.Change(uint32(actor), m.local)
		out.Change(uint32(n.actors+actor), m.inbox)
		fingerprint ^= m.delta
	}
	fingerprint = w.others(actor, m, v, fingerprint, out)
	if m.flags&(failure|idle) == 0 && (!n.sets || m.kind != step.Deliver || fingerprint != before) {
		w.alive = true
	}
	if w.Inside != nil && !w.inside(v, out) {
		w.spent = w.spent || m.flags&failure == 0
		return
	}
	out.End(fingerprint)
}

// others adds what a step changes beside the participant itself: the inboxes that it posts to, and the history.
func (w *Worker) others(actor int, m *move, v []uint32, fingerprint uint64, out *graph.Steps) uint64 {
	n := w.net
	if m.nposts > 0 {
		for _, p := range n.moves[actor].posts.at(m.posts, int(m.nposts)) {
			slot := uint32(n.actors) + p.to
			if after := n.put(int(p.to), v[slot], p.number); after != v[slot] {
				out.Change(slot, after)
				fingerprint ^= n.inboxes[p.to].delta(v[slot], after)
			}
		}
	}
	if m.marks != 0 {
		history := v[n.historySlot()]
		if after := n.record(history, m.marks-1); after == failed {
			out.Report(n.config.Codes("error", actor))
		} else if uint32(after) != history {
			out.Change(uint32(n.historySlot()), uint32(after))
			fingerprint ^= n.history.delta(history, uint32(after))
		}
	}
	return fingerprint
}

// inside keeps a step that stays within the declared bound, and counts and drops one that does not.
func (w *Worker) inside(v []uint32, out *graph.Steps) bool {
	copy(w.scratch, v)
	for _, c := range pending(out) {
		w.scratch[c.Slot] = c.Value
	}
	if w.Inside(w.scratch) {
		return true
	}
	out.Undo()
	out.Count(CountCut)
	return false
}

// pending are the changes of the step under way.
func pending(out *graph.Steps) []graph.Change {
	if n := len(out.Ends); n > 0 {
		return out.Changes[out.Ends[n-1]:]
	}
	return out.Changes
}
