package graph

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// A crew is the goroutines that explore. The coordinator, which is the goroutine of Explore, gives all of them a task
// and waits. It never calls the Network's workers itself, because a call that does not return must not hold it up.
type crew struct {
	hands []*hand
	done  chan *hand
	abort <-chan struct{}
	tick  *time.Ticker
	gate  *barrier
	// onTick is called on the coordinator while it waits.
	onTick func()
	// hurry asks the hands to leave their task at the next place where that leaves everything consistent.
	hurry atomic.Bool
}

// A hand is one goroutine of the crew with what it alone uses. Unless it is at rest, the coordinator may read nothing
// of it but busy.
type hand struct {
	number  int
	worker  Worker
	reports Reports
	tasks   chan func(*hand)
	crew    *crew
	// busy tells which call is under way: one word, so that it is written at once and costs one store per call.
	busy atomic.Uint64
	// failure is the panic that ended the last task, if one did.
	failure *WorkerPanic
	_       apart
}

// apart is memory that nobody uses behind what one hand writes to at every step: hands that write to one cache line would
// pass it from processor to processor.
type apart [64]byte

// tickEvery is how often the bounds from outside are looked at while a batch runs.
const tickEvery = 20 * time.Millisecond

func newCrew(n Network, o Options, onTick func()) *crew {
	c := &crew{abort: o.Abort, tick: time.NewTicker(tickEvery), onTick: onTick}
	c.done, c.gate = make(chan *hand, o.Workers), newBarrier(o.Workers)
	for i := range o.Workers {
		h := &hand{number: i, worker: n.Worker(), tasks: make(chan func(*hand), 1), crew: c}
		h.reports.book = newBook(o.Codes)
		h.busy.Store(idle)
		c.hands = append(c.hands, h)
		go h.loop()
	}
	return c
}

var errAborted = errors.New("graph: aborted")

// all gives the task to every hand and waits until all have done it. After an error no hand may be given another
// task, and of what they worked on nothing may be read: some may still be at it.
func (c *crew) all(task func(*hand)) error {
	return c.wait(task, len(c.hands))
}

// one gives the task to the first hand alone.
func (c *crew) one(task func(*hand)) error {
	return c.wait(task, 1)
}

func (c *crew) wait(task func(*hand), hands int) error {
	for _, h := range c.hands[:hands] {
		h.tasks <- task
	}
	var failure error
	for hands > 0 {
		select {
		case h := <-c.done:
			hands--
			if h.failure != nil && failure == nil {
				failure = h.failure
			}
		case <-c.tick.C:
			c.onTick()
		case <-c.abort:
			c.hurry.Store(true)
			c.gate.end()
			return errAborted
		}
	}
	return failure
}

// dismiss ends the goroutines of the crew that are at rest, and the others when and if their task ends.
func (c *crew) dismiss() {
	c.tick.Stop()
	for _, h := range c.hands {
		close(h.tasks)
	}
}

func (h *hand) loop() {
	for task := range h.tasks {
		h.perform(task)
	}
}

// perform does one task. However it ends, by a panic or by runtime.Goexit as testing.T.FailNow does, the coordinator
// hears of it, for it would wait for ever.
func (h *hand) perform(task func(*hand)) {
	finished := false
	defer func() {
		if !finished {
			h.fail(recover())
		}
		h.crew.done <- h
	}()
	task(h)
	h.busy.Store(idle)
	finished = true
}

func (h *hand) fail(value any) {
	if value == nil {
		value = ErrGoexit
	}
	h.crew.gate.end()
	h.failure = &WorkerPanic{Worker: h.number, Value: value, Stack: debug.Stack()}
}

// Error tells the panic in one line; the stack is apart.
func (p *WorkerPanic) Error() string {
	return fmt.Sprintf("graph: worker %d panicked: %v", p.Worker, p.Value)
}

// The word in busy: the state that is expanded, or with judging set the parent and the step that led to the state that
// is judged, whose own number nobody outside knows yet.
const (
	idle      = ^uint64(0)
	judging   = uint64(1) << 63
	stepBits  = 24
	stepsMax  = 1 << stepBits // steps of one state
	statesMax = 1<<39 - 2     // states of one search
	orphan    = 1<<39 - 2     // stands for the parent of an initial state
)

// expanding notes that the worker is about to expand state.
func (h *hand) expanding(state uint64) {
	h.busy.Store(state)
}

// judge has the worker judge a state, which that step of parent led to.
func (h *hand) judge(state, parent uint64, step uint32, row []uint32, width int) {
	h.busy.Store(judging | parent<<stepBits | uint64(step))
	h.reports.state = state
	h.worker.Judge(row[:width:width], printOf(row, width), &h.reports)
}

// pending lists the calls under way, with the ways that lead to their states. It asks for these after it has read what
// a hand is busy with: they are told in the other order.
func (c *crew) pending(told func() origins) []Busy {
	var calls []Busy
	for _, h := range c.hands {
		word := h.busy.Load()
		if word == idle {
			continue
		}
		back := told()
		b := Busy{Worker: h.number, Judging: word&judging != 0}
		if !b.Judging {
			b.Path = path(back, word)
		} else {
			b.Path = pathOfChild(back, word&^judging>>stepBits, uint32(word&(stepsMax-1)))
		}
		calls = append(calls, b)
	}
	return calls
}

func pathOfChild(back origins, parent uint64, step uint32) []uint32 {
	if parent == orphan {
		parent = None
	}
	return append(path(back, parent), step)
}
