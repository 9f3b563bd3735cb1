package lts

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/assay-dev/assay/internal/step"
)

// Net is a System of actors as a network of integer components. Its tables fill as the search goes on and are shared by all
// workers.
type Net struct {
	Sys     *step.System
	mode    step.Mode
	initial []step.State
	config  Config

	actors  int
	cells   bool // limited budgets are a component
	sets    bool // some inbox is a set: a delivery may lead nowhere new
	kinds   []step.Kind
	locals  []*interner[step.Local]
	inboxes []*interner[step.Inbox]
	history *interner[step.History]
	left    *interner[[]int]
	world   *interner[step.World] // nil where it is no part of the state
	marks   *interner[marked]
	posts   []*interner[step.Post]

	moves     []*moveTable
	reactions []*reactions
	puts      []*pairs // by receiver: (inbox, post) to the inbox after it
	records   *pairs   // (history, marks) to the history after them
	spends    *pairs   // (left, cell) to what is left then
	ticked    []*pairs // by participant: (local, how far its clock goes) to the local after it
	changes   changes

	named   labels
	workers atomic.Int32
	runs    atomic.Int64
	errs    leastError
}

// Config is how a Net talks to the search.
type Config struct {
	Mode step.Mode
	// Codes says which code stands for a finding, "error" among them, about a participant.
	Codes func(finding string, actor int) uint32
	// Quiescent is the code of a state without steps but failures; it is reported if Deadlock.
	Quiescent uint32
	Deadlock  bool
	// Labels asks for the labels of steps: see Worker.Labelled.
	Labels Labelling
	// Watch makes the watcher of a worker. Nil is none.
	Watch func(worker int) Watcher
}

// Watcher is told of each call of a user's function.
type Watcher interface {
	step.Watcher
	EnterMachine(state []byte)
}

type marked struct {
	actor int
	marks []step.Mark
}

// disabled is the value of a spend that the budget no longer allows, failed that of a record which the marks contradict.
const (
	disabled = 1 << 32
	failed   = 1 << 33
)

// New lowers a System of actors whose initial states are given.
func New(sys *step.System, initial []step.State, config Config) *Net {
	n := &Net{Sys: sys, mode: config.Mode, initial: initial, config: config, actors: len(sys.Actors), kinds: sys.Kinds(),
		cells: len(sys.Cells()) > 0, sets: sys.HasSets(), records: newPairs(), spends: newPairs()}
	for i := range sys.Actors {
		n.locals = append(n.locals, newInterner(fmt.Sprint("local", i, ":"), step.Local.Key, sys.LocalContent))
		n.inboxes = append(n.inboxes, newInterner(fmt.Sprint("inbox", i, ":"), step.Inbox.Key, sys.InboxContent))
		n.posts = append(n.posts, newInterner("", postKey, postKey))
		n.puts, n.ticked = append(n.puts, newPairs()), append(n.ticked, newPairs())
		n.moves = append(n.moves, newMoveTable())
		n.reactions = append(n.reactions, newReactions())
	}
	n.history = newInterner("history:", step.History.Key, sys.HistoryContent)
	n.left = newInterner("left:", step.LeftKey, step.LeftKey)
	n.marks = newInterner("", marked.key, marked.key)
	if sys.HasWorld() {
		n.world = newInterner("world:", step.World.Key, step.World.Key)
	}
	return n
}

func postKey(p step.Post) string {
	return fmt.Sprintf("%d%t%t", p.From, p.Purge, p.Unsent) + step.Inbox(p.Sent).Key()
}

func (m marked) key() string { return fmt.Sprint(m.actor, m.marks) }

// Slots of the vector. That of a participant's Local is its own number.
func (n *Net) inboxSlot(actor int) int { return n.actors + actor }
func (n *Net) historySlot() int        { return 2 * n.actors }
func (n *Net) leftSlot() int           { return n.Width() - 1 }
func (n *Net) worldSlot() int {
	if n.cells {
		return n.Width() - 2
	}
	return n.Width() - 1
}

// Width is the number of components.
func (n *Net) Width() int {
	width := 2 * n.actors
	if n.Sys.Tracked().History {
		width++
	}
	if n.cells {
		width++
	}
	if n.world != nil {
		width++
	}
	return width
}

// Initial lists the initial states.
func (n *Net) Initial() (states [][]uint32, fingerprints []uint64) {
	return vectors(n.initial, n.Vector)
}

func vectors(of []step.State, vector func(step.State) ([]uint32, uint64)) (states [][]uint32, fingerprints []uint64) {
	for _, st := range of {
		v, fingerprint := vector(st)
		states, fingerprints = append(states, v), append(fingerprints, fingerprint)
	}
	return states, fingerprints
}

// Vector is a state of the whole as numbers.
func (n *Net) Vector(st step.State) ([]uint32, uint64) {
	v := make([]uint32, n.Width())
	var fingerprint uint64
	for i := range n.actors {
		v[i], v[n.inboxSlot(i)] = n.locals[i].number(st.Locals[i]), n.inboxes[i].number(st.Inboxes[i])
		fingerprint ^= n.locals[i].word(v[i]) ^ n.inboxes[i].word(v[n.inboxSlot(i)])
	}
	if n.Sys.Tracked().History {
		v[n.historySlot()] = n.history.number(st.History)
		fingerprint ^= n.history.word(v[n.historySlot()])
	}
	if n.cells {
		v[n.leftSlot()] = n.left.number(st.Left)
		fingerprint ^= n.left.word(v[n.leftSlot()])
	}
	if n.world != nil {
		v[n.worldSlot()] = n.world.number(st.World)
		fingerprint ^= n.world.word(v[n.worldSlot()])
	}
	return v, fingerprint
}

// State is the state of the whole that a vector stands for.
func (n *Net) State(v []uint32) step.State {
	var st step.State
	for i := range n.actors {
		st.Locals = append(st.Locals, n.Local(v, i))
		st.Inboxes = append(st.Inboxes, n.Inbox(v, i))
	}
	if n.Sys.Tracked().History {
		st.History = n.History(v)
	}
	if n.cells {
		st.Left = n.Left(v)
	}
	if n.world != nil {
		st.World = n.world.at(v[n.worldSlot()])
	}
	return st
}

// Local is what a participant is in a state.
func (n *Net) Local(v []uint32, actor int) step.Local { return n.locals[actor].at(v[actor]) }

// Up says whether a participant is up in a state.
func (n *Net) Up(v []uint32, actor int) bool {
	return n.locals[actor].list.one(v[actor]).Up
}

// Numbers of components in a state, the same for equal components and the other way round: what a memory can go by.

// LocalNumber is that of a participant's Local.
func (n *Net) LocalNumber(v []uint32, actor int) uint32 { return v[actor] }

// InboxNumber is that of a participant's Inbox.
func (n *Net) InboxNumber(v []uint32, actor int) uint32 { return v[n.inboxSlot(actor)] }

// HistoryNumber is that of the history.
func (n *Net) HistoryNumber(v []uint32) uint32 { return v[n.historySlot()] }

// LeftNumber is that of what is left of the limited budgets.
func (n *Net) LeftNumber(v []uint32) uint32 { return v[n.leftSlot()] }

// Inbox is what is in flight to a participant in a state.
func (n *Net) Inbox(v []uint32, actor int) step.Inbox {
	return n.inboxes[actor].at(v[n.inboxSlot(actor)])
}

// History is the history in a state.
func (n *Net) History(v []uint32) step.History { return n.history.at(v[n.historySlot()]) }

// Left is what is left of the limited budgets in a state.
func (n *Net) Left(v []uint32) []int { return n.left.at(v[n.leftSlot()]) }

// HandlerRuns is how many distinct pairs of a local state and an input were run.
func (n *Net) HandlerRuns() int64 { return n.runs.Load() }

// Err is what showed that the System is not well formed, if anything did.
func (n *Net) Err() error { return n.errs.get() }

// put is the inbox of a receiver after a post.
func (n *Net) put(to int, inbox, post uint32) uint32 {
	key := pairKey(inbox, post)
	if e := n.puts[to].find(key); e != nil {
		return uint32(e.value)
	}
	in := n.inboxes[to]
	after := in.number(n.Sys.Put(in.at(inbox), n.posts[to].at(post)))
	return uint32(remember(n.puts[to], key, uint64(after)))
}

// record is the history after marks.
func (n *Net) record(history, marks uint32) uint64 {
	key := pairKey(history, marks)
	if e := n.records.find(key); e != nil {
		return e.value
	}
	m := n.marks.at(marks)
	next, err := n.Sys.Record(n.history.at(history), m.actor, m.marks)
	if err != nil {
		n.errs.set(err)
		return remember(n.records, key, failed)
	}
	after := n.history.number(next)
	return remember(n.records, key, uint64(after))
}

// spend is what is left after one more of a cell.
func (n *Net) spend(left uint32, cell int) uint64 {
	key := pairKey(left, uint32(cell))
	if e := n.spends.find(key); e != nil {
		return e.value
	}
	next := slices.Clone(n.left.at(left))
	if next[cell] == 0 {
		return remember(n.spends, key, disabled)
	}
	next[cell]--
	after := n.left.number(next)
	return remember(n.spends, key, uint64(after))
}

func remember(p *pairs, key, value uint64) uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.find(key); e != nil {
		return e.value
	}
	p.add(key, value)
	return value
}

// leastError keeps one of the errors that were met: the least by text, since which comes first depends on the workers.
type leastError struct {
	mu   sync.Mutex
	err  error
	kept []error
}

// keep gives an error a number by which it can be met.
func (l *leastError) keep(err error) uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept = append(l.kept, err)
	return uint32(len(l.kept) - 1)
}

func (l *leastError) meet(number uint32) {
	l.mu.Lock()
	err := l.kept[number]
	l.mu.Unlock()
	l.set(err)
}

func (l *leastError) set(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil || err.Error() < l.err.Error() {
		l.err = err
	}
}

func (l *leastError) get() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}
