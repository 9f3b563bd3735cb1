package graph

import (
	"sync/atomic"
	"unsafe"
)

// chunkParents is how many parents are expanded into one chunk. Its steps should fit the second-level cache.
const chunkParents = 128

// A chunk is some consecutive parents with all their steps, and which of these lead to new states.
type chunk struct {
	Steps
	sources [][]uint32 // by parent: its row
	parents []uint32   // by parent: where its steps end in Fingerprints
	from    uint64     // the first parent, the others follow
	won     []bool     // by step: it is the first that leads to its state
	ballots [][]bool   // by hand: what it has claimed for won, where several claim at once
	count   atomic.Int64
	built   atomic.Bool // some hand builds it, or has
	hand    int         // the hand that fills it
	first   uint64      // the number of the first state won

	// What the way back needs beyond the chunk; see wayBack.join.
	firstStep  uint32
	firstFrom  uint64
	lastParent uint64
	far        []farOrigin
}

// reset empties the chunk for parents from a state on, reported to book.
func (c *chunk) reset(from uint64, b *book) {
	c.book, c.from = b, from
	c.Fingerprints, c.Ends, c.Changes = c.Fingerprints[:0], c.Ends[:0], c.Changes[:0]
	c.sources, c.parents, c.far = c.sources[:0], c.parents[:0], c.far[:0]
	c.count.Store(0)
	c.built.Store(false)
}

// seed makes each initial state a parent with one step that stays where it is.
func (c *chunk) seed(states [][]uint32, fingerprints []uint64, b *book) {
	c.reset(0, b)
	for i, state := range states {
		c.End(fingerprints[i])
		c.sources = append(c.sources, state)
		c.parents = append(c.parents, uint32(i+1))
	}
	c.seal()
}

// expand adds the steps of one parent.
func (c *chunk) expand(h *hand, state uint64, row []uint32, width int) {
	before := len(c.Fingerprints)
	h.expanding(state)
	c.state = state
	h.worker.Expand(row[:width:width], printOf(row, width), &c.Steps)
	if n := len(c.Fingerprints); n-before > stepsMax || n != len(c.Ends) {
		panic(stepsError{state, n - before, len(c.Ends)})
	}
	c.sources = append(c.sources, row)
	c.parents = append(c.parents, uint32(len(c.Fingerprints)))
}

// stepsError is the panic of a state with too many steps, or of a Worker that wrote into Steps past its methods.
type stepsError struct {
	state       uint64
	steps, ends int
}

// seal ends the expansion: no step has won yet.
func (c *chunk) seal() {
	n := len(c.Fingerprints)
	if cap(c.won) < n {
		c.won = make([]bool, n, n+n/4)
	}
	c.won = c.won[:n]
	clear(c.won)
}

// ballot is where a hand marks the steps that it claims. Each has an array of its own: hands that mark their steps of one chunk
// in one array at the same time would pass its memory from processor to processor for nearly every mark.
func (c *chunk) ballot(hand int) []bool {
	n := len(c.Fingerprints)
	if cap(c.ballots[hand]) < n {
		c.ballots[hand] = make([]bool, n, n+n/4)
	}
	c.ballots[hand] = c.ballots[hand][:n]
	clear(c.ballots[hand])
	return c.ballots[hand]
}

// tally brings together what all hands have claimed.
func (c *chunk) tally() {
	won := asBytes(c.won)
	for _, ballot := range c.ballots {
		for step, claimed := range asBytes(ballot) {
			won[step] |= claimed // no branch: whose step it is, nobody can predict
		}
	}
}

// asBytes are the bytes of bools, which are 0 and 1.
func asBytes(bools []bool) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(bools))), len(bools))
}

// changes are those of one step.
func (c *chunk) changes(step int) []Change {
	start := uint32(0)
	if step > 0 {
		start = c.Ends[step-1]
	}
	return c.Changes[start:c.Ends[step]]
}

// target writes the row of where step leads from the parent with that row.
func (c *chunk) target(row, source []uint32, step, width int) {
	copy(row[:width], source[:width])
	for _, change := range c.changes(step) {
		row[change.Slot] = change.Value
	}
	setPrint(row, width, c.Fingerprints[step])
}

// bytes is what the chunk holds.
func (c *chunk) bytes() uint64 {
	return uint64(cap(c.Fingerprints)*8 + cap(c.Ends)*4 + cap(c.Changes)*8 + cap(c.won) + cap(c.sources)*24 + cap(c.parents)*4)
}
