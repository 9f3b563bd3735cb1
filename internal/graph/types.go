// Package graph explores a network of integer components: it finds every state that steps lead to, each once, and
// remembers for each the way back to the start. It knows no actor and no property, only vectors of numbers.
package graph

import (
	"errors"
	"iter"
	"math"
)

// A Network is what is explored. Its states are vectors of Width component numbers, each named by a 64-bit
// fingerprint. The numbers may differ from run to run; the fingerprints and the order of steps must not, for they
// alone decide what a search answers.
type Network interface {
	// Width is the number of components of every state.
	Width() int
	// Initial lists the initial states in canonical order; it may list one twice.
	Initial() (states [][]uint32, fingerprints []uint64)
	// Worker makes what one goroutine of the search works with. All are made before the search starts.
	Worker() Worker
}

// A Worker answers for one goroutine of the search. It must neither change nor keep the state that it is given.
type Worker interface {
	// Expand adds to out every step enabled in state, in canonical order, and may report codes about state itself.
	Expand(state []uint32, fingerprint uint64, out *Steps)
	// Judge looks at a state found for the first time, and reports the codes that hold of it. It is called exactly
	// once for each distinct state, the initial ones too.
	Judge(state []uint32, fingerprint uint64, out *Reports)
}

// Steps collects the steps of many parents in flat arrays that are reused: no step allocates. A step is the list of
// its changes followed by the fingerprint of where it leads: call Change for each, then End.
type Steps struct {
	Reports
	// Fingerprints has an entry for each step: that of the state it leads to.
	Fingerprints []uint64
	// Ends has an entry for each step: where its changes end in Changes. They start where those of the step before end.
	Ends []uint32
	// Changes are those of all steps, one after the other.
	Changes []Change
}

// A Change sets one component of a vector.
type Change struct{ Slot, Value uint32 }

// Change adds a change to the step under way.
func (s *Steps) Change(slot, value uint32) {
	s.Changes = append(s.Changes, Change{slot, value})
}

// End ends the step under way, which leads to the state of this fingerprint. A step without changes stays where it is.
func (s *Steps) End(fingerprint uint64) {
	s.Fingerprints = append(s.Fingerprints, fingerprint)
	s.Ends = append(s.Ends, uint32(len(s.Changes)))
}

// Undo forgets the changes of the step under way, for a caller that finds half-way that it is not enabled.
func (s *Steps) Undo() {
	if n := len(s.Ends); n > 0 {
		s.Changes = s.Changes[:s.Ends[n-1]]
		return
	}
	s.Changes = s.Changes[:0]
}

// None is the number of no state.
const None = math.MaxUint64

// Reports keeps for each code the least state that it was reported for.
type Reports struct {
	state uint64 // the state that is being expanded or judged
	book  *book
}

// Report says that code holds of the state at hand. It panics for a code outside Options.Codes: that is our bug.
func (r *Reports) Report(code uint32) {
	if r.state < r.book.least[code] {
		r.book.least[code], r.book.news = r.state, true
	}
}

// Counters is how many things a Worker may count.
const Counters = 4

// Count adds one to a counter. The sums over all workers depend on nothing but the network and the bounds.
func (r *Reports) Count(counter int) { r.book.counts[counter]++ }

// A Reason says why a search ended before everything was explored; the empty one says that it did not.
type Reason string

// The reasons of this package; Options.Over may give others.
const (
	CutNone    Reason = ""        // everything reachable was explored
	CutDepth   Reason = "depth"   // a state at DepthMax leads to one that was not found
	CutStates  Reason = "states"  // StatesMax was reached
	CutMemory  Reason = "memory"  // MemoryMax was reached
	CutDecided Reason = "decided" // Options.Stop had seen enough
	CutAborted Reason = "aborted" // Options.Abort was closed
	CutFailed  Reason = "failed"  // a worker panicked; see Result.Err
)

// Options say how to explore and when to stop. The bounds are looked at between batches of parents, whose sizes do
// not depend on the number of workers: a search cut by depth, states or Stop is the same for any number of workers.
type Options struct {
	// Workers is the number of goroutines that explore; less than one means one.
	Workers int
	// DepthFirst expands the newest state first: a small frontier, but long ways back, and with several workers others
	// from run to run. With DepthMax it may leave out states that a short way leads to.
	DepthFirst bool
	// Exact compares whole vectors and not fingerprints alone, at the price of keeping every vector.
	Exact bool
	// DepthMax is the greatest depth of a state that is found; an initial state has depth one. Zero means no bound.
	DepthMax int
	// StatesMax ends the search at the first end of a batch with at least that many states. Zero means no bound.
	StatesMax uint64
	// MemoryMax ends the search when its own accounting reaches that many bytes. Zero means no bound.
	MemoryMax uint64
	// Codes is one more than the greatest code that Report is called with.
	Codes int
	// Stop is asked after each batch whether what was found decides everything. Nil means never.
	Stop func(found func(code uint32) bool) bool
	// Over is asked after each batch whether a bound from outside is reached (time, memory, an interrupt), and which.
	Over func() (Reason, bool)
	// Abort, when closed, makes Explore return promptly with what was known after the last finished batch, even when a
	// worker never returns from Expand or Judge; its goroutine is then left behind and never touched again.
	Abort <-chan struct{}
	// Progress is called about every 200 ms from the goroutine of Explore.
	Progress func(Progress)
	// Along is called before Progress. The way to the state that was found last in a batch that is finished is worked out if it asks.
	Along func(way func() []uint32)

	grain uint64 // parents of a chunk, for tests
}

// Progress is how far a search has come.
type Progress struct {
	States, Steps uint64
	Depth         int
	Frontier      uint64 // states found but not expanded
	Bytes         uint64 // of the visited set, the way back, the frontier and the buffers
}

// A Result is what a search found.
type Result struct {
	// Progress is how far it came. Steps counts the initial states, steps to known states and those that stay too.
	Progress
	// Cut says why the search ended early.
	Cut Reason
	// BytesKept are those of the visited set and the way back, the part that grows with the number of states.
	BytesKept uint64
	// Err is the panic of a worker, a *WorkerPanic, if Cut is CutFailed.
	Err error
	// Busy lists the calls that were under way when the search was aborted or a worker panicked.
	Busy []Busy

	book *book
	back origins
}

// Found is the least state that code was reported for.
func (r *Result) Found(code uint32) (state uint64, ok bool) {
	if !r.book.has(code) {
		return None, false
	}
	return r.book.least[code], true
}

// Counted is what workers counted.
func (r *Result) Counted(counter int) uint64 { return r.book.counts[counter] }

// Busy names the state that a worker was calling Expand or Judge about.
type Busy struct {
	// Worker is the number of the worker.
	Worker int
	// Judging tells a call of Judge from one of Expand.
	Judging bool
	// Path is the way from the start to the state at hand, as Result.Path would give it.
	Path []uint32
}

// ErrGoexit is the Value of a WorkerPanic that was no panic.
var ErrGoexit = errors.New("the goroutine was ended by runtime.Goexit")

// WorkerPanic is the error of a search one of whose workers panicked.
type WorkerPanic struct {
	Worker int
	Value  any
	Stack  []byte
}

// CollisionOdds bounds the probability that any two of so many distinct states share a 64-bit fingerprint:
// n(n-1)/2 pairs, each with probability 2^-64 (the birthday bound).
func CollisionOdds(states uint64) float64 {
	n := float64(states)
	return math.Min(1, n*(n-1)/2/math.Exp2(64))
}

// NewSteps is Steps for a caller that expands by itself, outside Explore; what is reported to it with a code less than codes is kept.
func NewSteps(codes int) *Steps { return &Steps{Reports: Reports{book: newBook(codes)}} }

// Targets goes over the states that the steps of one parent lead to, by the number of the step. A state is valid until the next one.
func (s *Steps) Targets(source []uint32) iter.Seq2[int, []uint32] {
	return func(yield func(int, []uint32) bool) {
		target, start := make([]uint32, len(source)), uint32(0)
		for i, end := range s.Ends {
			copy(target, source)
			for _, change := range s.Changes[start:end] {
				target[change.Slot] = change.Value
			}
			if start = end; !yield(i, target) {
				return
			}
		}
	}
}

// Reported says whether code was reported since the last Reset.
func (s *Steps) Reported(code uint32) bool { return s.book.has(code) }

// Reset forgets all steps, and what was reported.
func (s *Steps) Reset() {
	s.Fingerprints, s.Ends, s.Changes = s.Fingerprints[:0], s.Ends[:0], s.Changes[:0]
	s.book.wipe()
}
