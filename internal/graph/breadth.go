package graph

import "sync/atomic"

// A breadth is a breadth-first search that answers as the sequential one does, which takes one parent after the other
// from a queue: the same states with the same numbers, the same ways back, whatever the number of workers.
//
// The queue is taken in bites of consecutive parents, each split into chunks, in three phases:
//
//  1. expand: the chunks are expanded, each by whoever comes first. What it yields depends on its parents alone.
//  2. claim: each hand owns a part of the visited set, and goes through the steps of all chunks in order, so that the
//     first step to a state wins: the least (parent, step number). The order among parts makes no difference.
//  3. build: counting the winners numbers the new states in order; each chunk then writes its own to their places.
//
// A hand alone goes through the three phases chunk by chunk, which keeps a chunk in its cache.
type breadth struct {
	crew  *crew
	width int
	seen  visited
	back  *wayBack
	queue *queue
	slots [biteChunks]*chunk // what bite is made of
	spare [][]*chunk         // by hand: chunks that it has filled before and may fill again
	aside *chunk             // that of a hand alone
	grain uint64             // parents of a chunk; few in tests
	taken atomic.Uint64      // chunks that some hand has taken to expand

	next     uint64 // the first state that is not expanded
	states   uint64
	steps    uint64
	depth    int    // of the states before levelEnd and not before the level's start
	levelEnd uint64 // where the depth of next ends
	depthMax int    // states of this depth are not expanded
	goal     uint64 // where the batch ends

	toldBack atomic.Pointer[wayBack]
	toldEnd  uint64 // the states less than this one are in toldBack

	bite              []*chunk // the chunks under way
	biteFrom, biteEnd uint64
}

// A bite ends at whichever comes first: so many chunks, or about so many steps.
const (
	biteChunks = 128
	biteSteps  = 1 << 17
)

func newBreadth(n Network, o Options, c *crew) *breadth {
	b := &breadth{crew: c, width: n.Width(), back: &wayBack{}, aside: new(chunk), depthMax: o.DepthMax, grain: chunkParents}
	if o.grain > 0 {
		b.grain = o.grain
	}
	b.seen = newVisited(o, b.width)
	b.queue = newQueue(b.width)
	b.spare = make([][]*chunk, len(c.hands))
	return b
}

// seed finds the initial states: those of a parent that does not exist, so that each is its own source.
func (b *breadth) seed(h *hand, states [][]uint32, fingerprints []uint64) {
	c := b.aside
	c.seed(states, fingerprints, h.reports.book)
	b.seen.claim(c, c.won, 0, segmentsAll)
	b.number(c)
	b.back.initial = b.states
	state := uint64(0)
	for step, won := range c.won {
		if won {
			row := b.queue.row(state)
			c.target(row, c.sources[step], step, b.width)
			if !b.back.write(state, 0, 0, uint32(step)) {
				b.back.far = append(b.back.far, farOrigin{state, 0, uint32(step)})
			}
			h.judge(state, orphan, uint32(step), row, b.width)
			state++
		}
	}
	b.depth, b.levelEnd = min(1, int(b.states)), b.states
}

// open tells whether a state is left that is to be expanded.
func (b *breadth) open() bool {
	return b.next < b.states && (b.depthMax == 0 || b.depth < b.depthMax)
}

// more tells whether the batch goes on.
func (b *breadth) more() bool {
	return b.next < b.goal && b.open() && !b.crew.hurry.Load()
}

// wide tells whether what is left of the level is enough for several hands.
func (b *breadth) wide() bool {
	return len(b.crew.hands) > 1 && min(b.levelEnd, b.goal)-b.next >= 2*b.grain
}

// batch explores until the state goal is next or nothing is left.
func (b *breadth) batch(goal uint64) error {
	b.goal = goal
	for b.more() {
		task, give := b.alone, b.crew.one
		if b.wide() {
			task, give = b.together, b.crew.all
		}
		if err := give(task); err != nil {
			return err
		}
	}
	return nil
}

// alone explores with one hand until the goal, or until a level is wide.
func (b *breadth) alone(h *hand) {
	for b.more() && !b.wide() {
		c, end := b.aside, min(b.next+b.grain, b.levelEnd, b.goal)
		b.tell(end)
		b.expand(h, c, b.next, end)
		h.busy.Store(idle)
		b.seen.claim(c, c.won, 0, segmentsAll)
		b.number(c)
		b.build(h, c)
		b.pass(c)
	}
}

// together explores bites with all hands until the goal.
func (b *breadth) together(h *hand) {
	hands := uint64(len(b.crew.hands))
	low, high := uint64(h.number)*segmentsAll/hands, uint64(h.number+1)*segmentsAll/hands
	gate := b.crew.gate
	for gate.meet(h, b.prepare) && len(b.bite) > 0 {
		b.expandBite(h)
		if !gate.meet(h, b.shorten) {
			return
		}
		for _, c := range b.bite {
			b.seen.claim(c, c.ballot(h.number), low, high)
		}
		if !gate.meet(h, b.numberBite) {
			return
		}
		b.buildBite(h, func(c *chunk) bool { return c.hand == h.number })
		b.buildBite(h, func(*chunk) bool { return true })
		h.busy.Store(idle)
	}
}

// take takes the next chunk to expand.
func (b *breadth) take() uint64 { return b.taken.Add(1) - 1 }

// prepare ends the bite that is built and begins another, if any. Where levels are narrow it goes on by itself.
func (b *breadth) prepare(h *hand) {
	for _, c := range b.bite {
		b.pass(c)
	}
	b.putBack()
	b.alone(h)
	if b.more() {
		b.begin(b.next, min(b.levelEnd, b.goal))
	}
}

// begin makes a bite of the parents from one to another, or of the first of them.
func (b *breadth) begin(from, end uint64) {
	chunks := min((end-from+b.grain-1)/b.grain, b.chunksMax())
	b.bite, b.biteFrom, b.biteEnd = b.slots[:chunks], from, min(end, from+chunks*b.grain)
	b.taken.Store(0)
	b.tell(b.biteEnd)
}

// chunksMax is how many chunks make a bite whose steps stay in the processor's caches until they are built.
func (b *breadth) chunksMax() uint64 {
	parents := biteSteps * (b.next + 1) / (b.steps + 1)
	return min(max(parents/b.grain, 4*uint64(len(b.crew.hands))), biteChunks)
}

// expandBite is the first phase. A hand that is hurried takes no more chunks, but it finishes those that it has taken,
// and chunks are taken in order: those expanded leave no gap.
func (b *breadth) expandBite(h *hand) {
	for !b.crew.hurry.Load() {
		i := b.take()
		if i >= uint64(len(b.bite)) {
			break
		}
		b.bite[i] = b.fetch(h)
		from := b.biteFrom + i*b.grain
		b.expand(h, b.bite[i], from, min(from+b.grain, b.biteEnd))
	}
	h.busy.Store(idle)
}

// fetch is a chunk for the hand to fill. Each fills its own over and over: memory that another hand wrote last is slow to come.
func (b *breadth) fetch(h *hand) *chunk {
	spare := b.spare[h.number]
	if len(spare) == 0 {
		return &chunk{hand: h.number, ballots: make([][]bool, len(b.crew.hands))}
	}
	b.spare[h.number] = spare[:len(spare)-1]
	return spare[len(spare)-1]
}

// putBack ends the bite and gives the hands their chunks back, those to be filled first on top.
func (b *breadth) putBack() {
	for i := len(b.bite) - 1; i >= 0; i-- {
		c := b.bite[i]
		b.spare[c.hand] = append(b.spare[c.hand], c)
	}
	b.bite = b.bite[:0]
}

// buildBite is the third phase, of the chunks that are to be chosen. A hand begins with those that it has filled: their memory is
// near.
func (b *breadth) buildBite(h *hand, choose func(*chunk) bool) {
	for _, c := range b.bite {
		if choose(c) && c.built.CompareAndSwap(false, true) {
			c.tally()
			b.build(h, c)
		}
	}
}

// shorten leaves in the bite what was expanded.
func (b *breadth) shorten(*hand) {
	b.bite = b.bite[:min(b.taken.Load(), uint64(len(b.bite)))]
}

func (b *breadth) numberBite(*hand) {
	for _, c := range b.bite {
		b.number(c)
	}
}

// expand is the first phase for one chunk.
func (b *breadth) expand(h *hand, c *chunk, from, end uint64) {
	c.reset(from, h.reports.book)
	for state := from; state < end; state++ {
		c.expand(h, state, b.queue.row(state), b.width)
	}
	c.seal()
}

// number gives the states that the chunk has won their numbers, and makes room for them.
func (b *breadth) number(c *chunk) {
	c.first = b.states
	b.states += uint64(c.count.Load())
	b.steps += uint64(len(c.Fingerprints))
	if b.states > statesMax {
		panic(tooManyStates(b.states))
	}
	b.queue.extend(b.states)
	b.back.extend(b.states)
}

// tooManyStates is the panic of a search past statesMax, long after any memory is used up.
type tooManyStates uint64

// build is the third phase for one chunk: it writes and judges the states that it has won.
func (b *breadth) build(h *hand, c *chunk) {
	state, step := c.first, 0
	for p, end := range c.parents {
		parent := c.from + uint64(p)
		for start := step; step < int(end); step++ {
			if !c.won[step] {
				continue
			}
			row := b.queue.row(state)
			c.target(row, c.sources[p], step, b.width)
			b.remember(c, state, parent, uint32(step-start))
			h.judge(state, parent, uint32(step-start), row, b.width)
			state++
		}
	}
}

// remember writes the way back of a state. That of the chunk's first one waits until the state before it is known.
func (b *breadth) remember(c *chunk, state, parent uint64, step uint32) {
	if state == c.first {
		c.firstFrom, c.firstStep = parent, step
	} else if !b.back.write(state, c.lastParent, parent, step) {
		c.far = append(c.far, farOrigin{state, parent, step})
	}
	c.lastParent = parent
}

// pass leaves behind the parents of a chunk whose states are built.
func (b *breadth) pass(c *chunk) {
	b.back.join(c)
	b.next += uint64(len(c.parents))
	b.queue.release(b.next)
	if b.next == b.levelEnd && b.states > b.levelEnd {
		b.depth++
		b.levelEnd = b.states
	}
}

// probeChunks is how many chunks are probed between two looks at what was found: the same for any number of workers, since
// what they run is counted.
const probeChunks = 4

// closed expands the states that the depth bound has left, to tell whether any leads to a state that was not found. If
// none does, everything was explored after all, and their steps and reports count; else they count for nothing.
func (b *breadth) closed(merge func()) (bool, error) {
	steps := uint64(0)
	for from := b.next; from < b.states; from = b.biteEnd {
		b.begin(from, min(b.states, from+probeChunks*b.grain))
		if err := b.crew.all(b.expandBite); err != nil || b.crew.hurry.Load() {
			return false, err
		}
		for _, c := range b.bite {
			if b.seen.misses(c) {
				return false, nil
			}
			steps += uint64(len(c.Fingerprints))
		}
		b.putBack()
	}
	b.steps += steps
	b.next = b.states
	merge()
	return true, nil
}

// tell makes the ways back to all states less than end known to the coordinator, which may have to name one of them
// while it is expanded (TestAbortOnChain). It does so seldom: where levels are broad, once in many chunks.
func (b *breadth) tell(end uint64) {
	if end > b.toldEnd {
		back := *b.back
		b.toldBack.Store(&back)
		b.toldEnd = b.states
	}
}

func (b *breadth) snapshot() origins {
	b.tell(None)
	return b.told()
}

func (b *breadth) told() origins {
	if back := b.toldBack.Load(); back != nil {
		return back
	}
	return b.back // No state is expanded yet.
}

func (b *breadth) progress() Progress {
	p := Progress{States: b.states, Steps: b.steps, Depth: b.depth, Frontier: b.states - b.next}
	if b.states > b.levelEnd {
		p.Depth++
	}
	p.Bytes = b.kept() + b.queue.pool.bytes() + b.aside.bytes()
	for _, spare := range b.spare {
		for _, c := range spare {
			p.Bytes += c.bytes()
		}
	}
	return p
}

// kept is the bytes of the visited set and the way back.
func (b *breadth) kept() uint64 { return b.seen.bytes() + b.back.bytes() }

// position is how many parents were expanded.
func (b *breadth) position() uint64 { return b.next }
