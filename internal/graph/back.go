package graph

import "sort"

// origins tells where a state was first reached from.
type origins interface {
	// origin is the parent of state and the number of the step that led from it; for an initial state None and its number.
	origin(state uint64) (parent uint64, step uint32)
}

// path is the way to state; none leads to None.
func path(back origins, state uint64) []uint32 {
	var way []uint32
	for state != None {
		parent, step := back.origin(state)
		way = append(way, step)
		state = parent
	}
	for i, j := 0, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}

// A wayBack keeps three bytes for each state of a breadth-first search. There, parents never decrease from one state
// to the next, so that one byte holds by how much the parent is greater than that of the state before; every
// backBlock-th state has its parent in full. Two bytes hold the number of the step. What does not fit is in far, which
// stays short: the parents that all the differences pass are no more than the states.
//
// Pages are never copied, and all that is written belongs to states that no copy of the struct speaks of: the
// coordinator keeps a copy after each batch, which it may read while a later batch is under way.
type wayBack struct {
	initial uint64 // how many states are initial; their step is their number among those the Network listed
	last    uint64 // the parent of the last state
	pages   []*backPage
	bases   []uint64 // by block: the parent of its first state
	far     []farOrigin
}

const (
	backPageStates = 8192 // 24 KiB, which is one of the allocator's sizes
	backBlock      = 256
	farDelta       = 1<<8 - 1
	farStep        = 1<<16 - 1
)

type backPage struct {
	steps  [backPageStates]uint16
	deltas [backPageStates]uint8
}

// A farOrigin is one that does not fit its three bytes.
type farOrigin struct {
	state, parent uint64
	step          uint32
}

// extend makes room for all states less than end.
func (w *wayBack) extend(end uint64) {
	for uint64(len(w.pages))*backPageStates < end {
		w.pages = append(w.pages, new(backPage))
	}
	for uint64(len(w.bases))*backBlock < end {
		w.bases = append(w.bases, 0)
	}
}

// write keeps that state was reached from parent, when the state before was reached from previous. It tells whether it
// fits; if not, the caller must bring it to far.
func (w *wayBack) write(state, previous, parent uint64, step uint32) bool {
	page, at := w.pages[state/backPageStates], state%backPageStates
	delta, fits := parent-previous, true
	if delta >= farDelta {
		delta, fits = farDelta, false
	}
	if step >= farStep {
		step, fits = farStep, false
	}
	page.deltas[at], page.steps[at] = uint8(delta), uint16(step)
	if state%backBlock == 0 {
		w.bases[state/backBlock] = parent
	}
	return fits
}

// join brings in what the chunk could not know while others were built: the state before its first one.
func (w *wayBack) join(c *chunk) {
	if c.count.Load() == 0 {
		return
	}
	if !w.write(c.first, w.last, c.firstFrom, c.firstStep) {
		w.far = append(w.far, farOrigin{c.first, c.firstFrom, c.firstStep})
	}
	w.far = append(w.far, c.far...)
	w.last = c.lastParent
}

func (w *wayBack) origin(state uint64) (uint64, uint32) {
	page, at := w.pages[state/backPageStates], state%backPageStates
	step := uint32(page.steps[at])
	if step == farStep {
		_, step = w.farOrigin(state)
	}
	if state < w.initial {
		return None, step
	}
	parent := w.bases[state/backBlock]
	for s := state - state%backBlock + 1; s <= state; s++ {
		if delta := page.deltas[s%backPageStates]; delta != farDelta {
			parent += uint64(delta)
		} else {
			parent, _ = w.farOrigin(s)
		}
	}
	return parent, step
}

func (w *wayBack) farOrigin(state uint64) (uint64, uint32) {
	i := sort.Search(len(w.far), func(i int) bool { return w.far[i].state >= state })
	return w.far[i].parent, w.far[i].step
}

func (w *wayBack) bytes() uint64 {
	return uint64(len(w.pages))*backPageStates*3 + uint64(cap(w.bases))*8 + uint64(cap(w.far))*24
}
