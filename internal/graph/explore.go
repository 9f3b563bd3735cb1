package graph

import (
	"errors"
	"time"
)

// A search is one order of exploring. Its methods are called between tasks of the crew, seed on a hand.
type search interface {
	seed(h *hand, states [][]uint32, fingerprints []uint64)
	// open tells whether a state is left that is to be expanded.
	open() bool
	// batch expands until position is goal or nothing is open, or less when the crew is hurried.
	batch(goal uint64) error
	position() uint64
	// closed tells whether the states that the depth bound has left lead to none that was not found.
	closed(merge func()) (bool, error)
	progress() Progress
	kept() uint64
	// snapshot is the ways back to all states found, which the search leaves as they are from now on.
	snapshot() origins
	// told is ways back too. It may be asked for at any time: those to all states that a hand was busy with before.
	told() origins
}

// batchMax is how many parents are expanded between two looks at the bounds. The first batches are smaller, so that
// what shows soon is answered soon, and is known when a later call never returns.
const (
	batchMin = 1
	batchMax = 16384
)

const progressEvery = 200 * time.Millisecond

// A coordinator drives one search, and is alone to write its result.
type coordinator struct {
	options  Options
	crew     *crew
	search   search
	result   *Result
	book     *book
	over     Reason // what Options.Over said when it was asked during a batch
	reported time.Time
}

// Explore explores n within the bounds of o. It calls n.Initial and n.Worker on its own goroutine, and everything else
// on those of workers.
func Explore(n Network, o Options) *Result {
	o.Workers = max(1, o.Workers)
	states, fingerprints := n.Initial()
	c := &coordinator{options: o, book: newBook(o.Codes), reported: time.Now()}
	c.result = &Result{book: c.book, back: &wayBack{}}
	c.crew = newCrew(n, o, c.tick)
	defer c.crew.dismiss()
	c.search = newSearch(n, o, c.crew)
	err := c.crew.one(func(h *hand) { c.search.seed(h, states, fingerprints) })
	if err == nil {
		c.publish()
		err = c.explore()
	}
	c.conclude(err)
	return c.result
}

func newSearch(n Network, o Options, c *crew) search {
	if o.DepthFirst {
		return newDeep(n, o, c)
	}
	return newBreadth(n, o, c)
}

func newVisited(o Options, width int) visited {
	if o.Exact {
		return newVectors(width)
	}
	return newPrints()
}

// Path is the way to state: the number of an initial state, then the number of each step among those that Expand listed.
func (r *Result) Path(state uint64) []uint32 { return path(r.back, state) }

// explore runs batches until something ends the search.
func (c *coordinator) explore() error {
	for c.search.open() {
		if c.result.Cut = c.cut(); c.result.Cut != CutNone {
			return nil
		}
		if err := c.search.batch(c.goal()); err != nil {
			return err
		}
		c.publish()
	}
	return c.probe()
}

// probe finds out whether a search that is over but for its depth bound was cut by it.
func (c *coordinator) probe() error {
	if c.result.Frontier == 0 {
		return nil
	}
	closed, err := c.search.closed(c.merge)
	if err != nil {
		return err
	}
	c.result.Progress = c.search.progress()
	if c.result.Cut = c.over; !closed && c.over == CutNone {
		c.result.Cut = CutDepth
	}
	return nil
}

// goal is where the next batch ends: a number that depends on what was found alone, not on workers or time. It comes
// the sooner, the nearer the bound on states is.
func (c *coordinator) goal() uint64 {
	at := c.search.position()
	parents := min(max(at/4, batchMin), batchMax)
	if bound := c.options.StatesMax; bound > 0 {
		parents = min(parents, (bound-c.result.States+3)/4)
	}
	return at + parents
}

// cut tells whether a bound ends the search here.
func (c *coordinator) cut() Reason {
	o, r := c.options, c.result
	switch {
	case c.over != CutNone:
		return c.over
	case o.Stop != nil && o.Stop(c.book.has):
		return CutDecided
	case o.StatesMax > 0 && r.States >= o.StatesMax:
		return CutStates
	case o.MemoryMax > 0 && r.Bytes >= o.MemoryMax:
		return CutMemory
	}
	c.ask()
	return c.over
}

// ask asks whether a bound from outside is reached.
func (c *coordinator) ask() {
	if c.over == CutNone && c.options.Over != nil {
		if reason, yes := c.options.Over(); yes {
			c.over = reason
		}
	}
}

// tick runs on the coordinator while the crew is at work, so that what it publishes is that of the last batch.
func (c *coordinator) tick() {
	if c.ask(); c.over != CutNone {
		c.crew.hurry.Store(true)
	}
	if c.options.Progress != nil && time.Since(c.reported) >= progressEvery {
		c.reported = time.Now()
		if c.options.Along != nil && c.result.States > 0 {
			c.options.Along(func() []uint32 { return c.result.Path(c.result.States - 1) })
		}
		c.options.Progress(c.result.Progress)
	}
}

// publish makes what the last batch found the result so far. The crew is at rest.
func (c *coordinator) publish() {
	c.merge()
	c.result.Progress = c.search.progress()
	c.result.BytesKept = c.search.kept()
	c.result.back = c.search.snapshot()
}

func (c *coordinator) merge() {
	for _, h := range c.crew.hands {
		c.book.merge(h.reports.book)
	}
}

// conclude says how the search ended. After an error, the result stays that of the last finished batch.
func (c *coordinator) conclude(err error) {
	if err == nil {
		return
	}
	c.result.Cut = CutAborted
	if !errors.Is(err, errAborted) {
		c.result.Cut, c.result.Err = CutFailed, err
	}
	c.result.Busy = c.crew.pending(c.search.told)
}
