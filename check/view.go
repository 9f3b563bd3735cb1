package check

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/histories"
	"github.com/assay-dev/assay/internal/lts"
	"github.com/assay-dev/assay/internal/step"
)

// need is what a property reads that a pass may not have. The first such read ends the pass, and the next one has it.
type need struct {
	track   step.Track
	network bool // it reads messages in flight: then a delivery that changes nothing, and a loss, is a step
	spent   bool // it reads spent budgets: then a timeout that changes nothing is a step too
}

// readsOf is what all views of one pass share.
type readsOf struct {
	sys  *step.System
	net  *lts.Net // nil for a Machine
	mode step.Mode

	mu     sync.Mutex
	kinds  []reflect.Type // message types that were asked for
	shares *projections
	need   need
	asked  bool // need is set

	network atomic.Bool // something read the network or spent budgets
}

// want records that a property reads what this pass does not have.
func (r *readsOf) want(n need) {
	r.mu.Lock()
	r.need.track.History = r.need.track.History || n.track.History
	r.need.track.Disks = r.need.track.Disks || n.track.Disks
	r.need.track.Timers = r.need.track.Timers || n.track.Timers
	r.need.track.Last = r.need.track.Last || n.track.Last
	r.need.network = r.need.network || n.network
	r.need.spent = r.need.spent || n.spent
	r.asked = true
	r.mu.Unlock()
	panic(restartPass{})
}

func (r *readsOf) wanted() (need, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.need, r.asked
}

type restartPass struct{}

// view is one state of a System of actors. It records what is read of it.
type view struct {
	reads *readsOf
	v     []uint32
	trail []reading
	_     apart
}

// What can be read, in the high byte of reading.what; the participant comes next, then the message type.
const (
	readUp uint32 = iota << 24
	readLocal
	readInbox
	readHistory
	readLeft
	readWhat  uint32 = 0xFF << 24
	kindsMax         = 1 << 12
	actorsMax        = 1 << 12
)

// actorIn is the participant that a read is about.
func actorIn(what uint32) int { return int(what >> 12 & (actorsMax - 1)) }

func (w *view) look(what uint32) uint32 {
	net, actor := w.reads.net, actorIn(what)
	switch what & readWhat {
	case readUp:
		if net.Up(w.v, actor) {
			return 1
		}
		return 0
	case readLocal:
		return net.LocalNumber(w.v, actor)
	case readInbox:
		return w.reads.shares.number(net, w.v, actor, what&(kindsMax-1))
	case readHistory:
		return net.HistoryNumber(w.v)
	}
	return net.LeftNumber(w.v)
}

func (w *view) read(what uint32, actor int) { w.lookAndNote(what | uint32(actor)<<12) }

func (w *view) lookAndNote(what uint32) uint32 {
	found := w.look(what)
	w.trail = append(w.trail, reading{what, found})
	return found
}

func (w *view) actor(id assay.ID) int {
	i, ok := w.reads.sys.Index(id)
	if !ok {
		panic(&assay.ViewError{Reason: fmt.Sprintf("no participant is called %q; there are %v", id, w.Actors())})
	}
	return i
}

func (w *view) Actors() []assay.ID { return w.reads.sys.IDs() }

func (w *view) TypeOf(id assay.ID) reflect.Type {
	if i, ok := w.reads.sys.Index(id); ok {
		return w.reads.sys.Actors[i].Behaviour.State
	}
	return nil
}

func (w *view) Up(id assay.ID) bool {
	i := w.actor(id)
	if !w.reads.sys.MayBeDown(i) {
		return true // nothing is read: it is so in every state
	}
	w.read(readUp, i)
	return w.reads.net.Up(w.v, i)
}

func (w *view) State(id assay.ID) any {
	i := w.actor(id)
	w.read(readLocal, i)
	local := w.reads.net.Local(w.v, i)
	if !local.Up {
		panic(&assay.ViewError{Reason: fmt.Sprintf("%q is down and has no state\nhint: ask v.Up(%q) first, or LastStateOf for what it last had; after a recovery both show only what it remembers", id, id)})
	}
	return w.reads.sys.FreshState(i, local.State)
}

func (w *view) LastState(id assay.ID) any {
	i := w.actor(id)
	w.read(readLocal, i)
	local := w.reads.net.Local(w.v, i)
	if !local.Up && !w.reads.sys.Tracked().Last {
		w.reads.want(need{track: step.Track{Last: true}})
	}
	return w.reads.sys.FreshState(i, local.State)
}

func (w *view) Messages(to assay.ID, kind reflect.Type) []assay.Envelope[any] {
	w.needNetwork()
	i := w.actor(to)
	w.read(readInbox|w.reads.kind(kind), i)
	var found []assay.Envelope[any]
	for _, e := range w.reads.net.Inbox(w.v, i) {
		if from, message, ok := w.reads.sys.OfKind(e, kind); ok {
			found = append(found, assay.Envelope[any]{From: w.reads.sys.Actors[from].ID, To: to, Message: w.reads.sys.Fresh(message)})
		}
	}
	return found
}

func (w *view) Disk(id assay.ID) assay.Disk {
	i := w.actor(id)
	if !w.reads.sys.DisksKept(i) {
		w.reads.want(need{track: step.Track{Disks: true}})
	}
	w.read(readLocal, i)
	return w.reads.sys.DiskFor(i, w.reads.net.Local(w.v, i))
}

func (w *view) Timers(id assay.ID) []string {
	i := w.actor(id)
	if !w.reads.sys.TimersKept(i) {
		w.reads.want(need{track: step.Track{Timers: true}})
	}
	w.read(readLocal, i)
	return slices.Clone(w.reads.net.Local(w.v, i).Timers)
}

func (w *view) Spent(f assay.Failure) int {
	spent, limited := 0, false
	for i, cell := range w.reads.sys.Cells() {
		if cell.Failure != f {
			continue
		}
		if !limited {
			w.readSpent()
		}
		spent, limited = spent+cell.Limit-w.reads.net.Left(w.v)[i], true
	}
	if !limited {
		panic(&assay.ViewError{Reason: fmt.Sprintf("the system has no limited budget of %v, so nothing counts them\nhint: AtMost(n) is counted", f)})
	}
	return spent
}

// needNetwork ends a pass that leaves out steps which what is read now would tell apart. Where there is nothing to leave out, it is
// the full one already.
func (w *view) needNetwork() {
	w.reads.network.Store(true)
	losses := w.reads.mode.Leaves(step.LeaveLosses) && w.reads.sys.FreeLosses()
	cuts := w.reads.mode.Leaves(step.LeaveCuts) && w.reads.sys.FreeCuts()
	if losses || cuts || w.reads.mode.Leaves(step.LeaveIgnored) && !w.reads.sys.Waits() {
		w.reads.want(need{network: true})
	}
}

func (w *view) readSpent() {
	w.needNetwork()
	if w.reads.mode.Leaves(step.LeaveTimeouts) {
		w.reads.want(need{network: true, spent: true})
	}
	w.read(readLeft, 0)
}

func (w *view) History() []assay.Operation { return histories.Operations(w.reads.sys, w.history()) }

// history is the history as it stands, for the rooms' own judges.
func (w *view) history() step.History {
	if !w.reads.sys.Tracked().History {
		w.reads.want(need{track: step.Track{History: true}})
	}
	w.read(readHistory, 0)
	return w.reads.net.History(w.v)
}

// kind is the number of a message type that properties ask for.
func (r *readsOf) kind(t reflect.Type) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.Index(r.kinds, t); i >= 0 {
		return uint32(i)
	}
	if r.kinds = append(r.kinds, t); len(r.kinds) > kindsMax {
		panic(fmt.Sprintf("check: properties ask for more than %d message types", kindsMax))
	}
	r.shares.add(t)
	return uint32(len(r.kinds) - 1)
}

func (w *view) forget() { w.trail = w.trail[:0] }

func (w *view) trailed() []reading { return w.trail }
