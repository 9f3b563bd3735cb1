package graph

import "sync/atomic"

// A deep is a depth-first search. Each hand expands the newest state of its own stack; the visited set is shared, under
// a lock for each segment; a state is taken as found when it is put on a stack. Hands work in rounds, after which those
// that ran out are given the older half of another's stack. One hand alone is deterministic. With several, which states
// are found first depends on time: the numbers of states and steps of a full search, and whether a code was reported,
// are the same, but ways back, depth and what a depth bound leaves out are not.
//
// Does not find: with a depth bound, a state whose only short way leads over a state that was first found on a longer
// one, as that one may have been left unexpanded. Breadth first does.
type deep struct {
	crew     *crew
	width    int
	depthMax int
	seen     visited
	piles    []*pile
	logs     logs
	// hungry says that some hand has run out, which ends the round for those that can spare something.
	hungry atomic.Bool
}

// A pile is what one hand works on.
type pile struct {
	chunk chunk
	stack *stack
	shelf *stack // states as deep as the bound, which are not expanded
	log   *log
	row   []uint32 // the row under expansion; its place on the stack is free
	hands uint64

	states, steps, expanded uint64
	beyond                  uint64 // steps of the states on the shelf, which may not count
	depth                   uint32
}

// roundMin is how many states a hand expands before it heeds that others are hungry, for else a search that offers no
// work for two would do nothing but share it.
const roundMin = 64

func newDeep(n Network, o Options, c *crew) *deep {
	d := &deep{crew: c, width: n.Width(), depthMax: o.DepthMax}
	d.seen = newVisited(o, d.width)
	for range c.hands {
		p := &pile{stack: newStack(d.width), shelf: newStack(d.width), log: newLog(), hands: uint64(len(c.hands))}
		p.row = make([]uint32, p.stack.stride)
		d.piles, d.logs = append(d.piles, p), append(d.logs, p.log)
	}
	return d
}

func (d *deep) seed(h *hand, states [][]uint32, fingerprints []uint64) {
	p := d.piles[0]
	p.chunk.seed(states, fingerprints, h.reports.book)
	d.seen.claim(&p.chunk, p.chunk.won, 0, segmentsAll)
	for step := range p.chunk.won {
		d.enter(h, p, orphan, 1, p.chunk.sources[step], step, uint32(step))
	}
	p.steps = uint64(len(states))
}

func (d *deep) open() bool {
	for _, p := range d.piles {
		if p.stack.rows > 0 {
			return true
		}
	}
	return false
}

func (d *deep) position() uint64 {
	sum := uint64(0)
	for _, p := range d.piles {
		sum += p.expanded
	}
	return sum
}

func (d *deep) batch(goal uint64) error {
	hands := uint64(len(d.piles))
	for d.open() && !d.crew.hurry.Load() && d.position() < goal {
		quantum := (goal - d.position() + hands - 1) / hands
		d.share()
		d.hungry.Store(false)
		if err := d.crew.all(func(h *hand) { d.round(h, quantum) }); err != nil {
			return err
		}
	}
	return nil
}

// share gives each hand that has nothing the older half of the greatest stack: what is older has more below it.
func (d *deep) share() {
	for _, poor := range d.piles {
		if poor.stack.rows > 0 {
			continue
		}
		rich := poor
		for _, p := range d.piles {
			if p.stack.rows > rich.stack.rows {
				rich = p
			}
		}
		if rich.stack.rows > 1 {
			rich.stack.halve(poor.stack)
		}
	}
}

// round expands so many states of one hand's stack, or fewer when another is hungry.
func (d *deep) round(h *hand, quantum uint64) {
	p := d.piles[h.number]
	for i := uint64(0); i < quantum && p.stack.rows > 0 && !d.crew.hurry.Load(); i++ {
		if i >= roundMin && p.stack.rows > 1 && d.hungry.Load() {
			return
		}
		p.stack.pop(p.row)
		d.expand(h, p)
	}
	if p.stack.rows == 0 && len(d.piles) > 1 {
		d.hungry.Store(true)
	}
}

// expand expands the state in p.row.
func (d *deep) expand(h *hand, p *pile) {
	c := &p.chunk
	state, depth := mark(p.row, d.width)
	c.reset(state, h.reports.book)
	c.expand(h, state, p.row, d.width)
	c.seal()
	if len(d.piles) == 1 {
		d.seen.claim(c, c.won, 0, segmentsAll)
	} else {
		d.seen.claimShared(c)
	}
	for step := range c.won {
		d.enter(h, p, state, depth+1, p.row, step, uint32(step))
	}
	p.steps += uint64(len(c.won))
	p.expanded++
}

// enter puts the state that step leads to on the stack, if it is new.
func (d *deep) enter(h *hand, p *pile, parent uint64, depth uint32, source []uint32, step int, number uint32) {
	if !p.chunk.won[step] {
		return
	}
	to := p.stack
	if d.depthMax > 0 && int(depth) >= d.depthMax {
		to = p.shelf
	}
	state := p.states*p.hands + uint64(h.number)
	p.states++
	p.depth = max(p.depth, depth)
	row := to.push()
	p.chunk.target(row, source, step, d.width)
	setMark(row, d.width, state, depth)
	p.log.add(parent, number)
	h.judge(state, parent, number, row, d.width)
}

// closed expands what stands on the shelves, to tell whether it leads anywhere new; see breadth.closed.
func (d *deep) closed(merge func()) (bool, error) {
	var missing atomic.Bool
	err := d.crew.all(func(h *hand) {
		p := d.piles[h.number]
		steps := uint64(0)
		for i := 0; i < p.shelf.rows && !missing.Load() && !d.crew.hurry.Load(); i++ {
			row := p.shelf.row(i)
			state, _ := mark(row, d.width)
			p.chunk.reset(state, h.reports.book)
			p.chunk.expand(h, state, row, d.width)
			if d.seen.misses(&p.chunk) {
				missing.Store(true)
			}
			steps += uint64(len(p.chunk.Fingerprints))
		}
		p.beyond = steps
	})
	if err != nil || missing.Load() || d.crew.hurry.Load() {
		return false, err
	}
	for _, p := range d.piles {
		p.steps += p.beyond
		p.shelf.rows = 0
	}
	merge()
	return true, nil
}

// snapshot needs no copy: a log only grows, and what a reader may ask about was written before.
func (d *deep) snapshot() origins { return d.logs }
func (d *deep) told() origins     { return d.logs }

func (d *deep) progress() Progress {
	pr := Progress{Bytes: d.kept()}
	for _, p := range d.piles {
		pr.States += p.states
		pr.Steps += p.steps
		pr.Depth = max(pr.Depth, int(p.depth))
		pr.Frontier += uint64(p.stack.rows + p.shelf.rows)
		pr.Bytes += p.chunk.bytes() + p.stack.bytes() + p.shelf.bytes()
	}
	return pr
}

func (d *deep) kept() uint64 {
	bytes := d.seen.bytes()
	for _, p := range d.piles {
		bytes += p.log.bytes()
	}
	return bytes
}
