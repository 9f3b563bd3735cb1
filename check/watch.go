package check

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/trace"
)

// blackBox keeps what is being called where it outlives the process.
type blackBox interface {
	Set(system, handler, input string)
	SetBytes(system, handler string, input []byte)
	Clear()
}

// Why a search ended from outside.
const (
	cutTime        graph.Reason = "time"
	cutMemory      graph.Reason = "memory"
	cutInterrupted graph.Reason = "interrupted"
	cutReturns     graph.Reason = "a handler did not return"
)

const (
	watchEvery   = 100 * time.Millisecond
	graceTicks   = 20 // how long a batch may go on after a bound was hit before it is abandoned
	handlerTicks = int64(handlerTimeMaxS * time.Second / watchEvery)
)

// watch looks after one search from outside: the bounds of time and memory, an interrupt, and calls that do not return.
type watch struct {
	config   config
	deadline time.Time
	tick     atomic.Int64
	reason   atomic.Pointer[graph.Reason]
	abort    chan struct{}
	slots    []*slot
	stuck    *slot
	done     chan struct{}
	ended    chan struct{}
}

func newWatch(c config) *watch {
	w := &watch{config: c, abort: make(chan struct{}), done: make(chan struct{}), ended: make(chan struct{})}
	if c.timeMax > 0 {
		w.deadline = c.began.Add(c.timeMax)
	}
	w.tick.Store(1)
	return w
}

// over tells the search which bound was hit.
func (w *watch) over() (graph.Reason, bool) {
	if reason := w.reason.Load(); reason != nil {
		return *reason, true
	}
	return "", false
}

func (w *watch) cut(reason graph.Reason) { w.reason.CompareAndSwap(nil, &reason) }

// run watches until close. It abandons the search when a call does not return, and when a batch outlasts the grace after a bound.
func (w *watch) run(ctx context.Context) {
	defer close(w.ended)
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for late := 0; ; {
		select {
		case <-w.done:
			return
		case <-ticker.C:
		}
		w.tick.Add(1)
		w.look(ctx)
		if _, over := w.over(); over {
			late++
		}
		stuck := w.overdue()
		if stuck != nil {
			w.cut(cutReturns)
			w.stuck = stuck
		}
		if stuck != nil || late > graceTicks {
			close(w.abort)
			return
		}
	}
}

// close ends run, and waits for it: what it found may be read then.
func (w *watch) close() {
	close(w.done)
	<-w.ended
}

func (w *watch) look(ctx context.Context) {
	inUse := memoryInUse()
	grew(inUse)
	switch {
	case ctx.Err() != nil, w.config.stopped != nil && w.config.stopped():
		w.cut(cutInterrupted)
	case !w.deadline.IsZero() && time.Now().After(w.deadline):
		w.cut(cutTime)
	case w.config.memoryMax > 0 && inUse > w.config.memoryMax && w.full():
		w.cut(cutMemory)
	}
}

// full collects the garbage before it believes that the memory is spent.
func (w *watch) full() bool {
	runtime.GC()
	return memoryInUse() > w.config.memoryMax
}

func (w *watch) overdue() *slot {
	now := w.tick.Load()
	for _, s := range w.slots {
		if since := s.since.Load(); since != 0 && now-since > handlerTicks {
			return s
		}
	}
	return nil
}

// slot is which user function one worker is calling.
type slot struct {
	watch  *watch
	sys    *step.System
	box    blackBox
	system string
	since  atomic.Int64 // the tick at which the call began, 0 while there is none
	call   atomic.Pointer[called]
	ended  bool
	_      apart
}

// called is a call: of a handler, or else of what says.
type called struct {
	what  string
	actor int
	local step.Local
	in    step.Input
}

func (w *watch) newSlot(sys *step.System, worker int) *slot {
	s := &slot{watch: w, sys: sys, system: sys.Name}
	if w.config.box != nil {
		s.box = w.config.box(worker)
	}
	w.slots = append(w.slots, s)
	return s
}

// Enter notes a call of a handler.
func (s *slot) Enter(actor int, l step.Local, in step.Input) {
	s.enter(&called{actor: actor, local: l, in: in})
}

// EnterMachine notes a call of Next. It is called for every state, so it does as little as it can.
func (s *slot) EnterMachine(state []byte) {
	s.call.Store(nil)
	if s.box != nil {
		s.box.SetBytes(s.system, "Next", state)
	}
	s.since.Store(s.watch.tick.Load())
}

func (s *slot) enter(call *called) {
	s.call.Store(call)
	if s.box != nil { // words are made only where somebody reads them
		handler, input := s.words(call)
		s.box.Set(s.system, handler, input)
	}
	s.since.Store(s.watch.tick.Load())
}

func (s *slot) words(call *called) (handler, input string) {
	if call.what != "" {
		return call.what, "a state"
	}
	return s.sys.DescribeCall(call.actor, call.local, call.in, trace.Format)
}

// Leave notes that the call returned.
func (s *slot) Leave() {
	s.since.Store(0)
	if s.box != nil {
		s.box.Clear()
	}
}

// endedByUser says whether a worker died because a user's function ended its goroutine, as testing.T's FailNow does. That is a
// finding about the function, found where a call that does not return is found.
func (p *pass) endedByUser() bool {
	var died *graph.WorkerPanic
	if !errors.As(p.result.Err, &died) || died.Value != any(graph.ErrGoexit) || died.Worker >= len(p.watch.slots) {
		return false
	}
	s := p.watch.slots[died.Worker]
	if s.call.Load() == nil && !p.sys.Machine() {
		return false
	}
	s.ended = true
	p.watch.stuck = s
	p.watch.cut(cutReturns)
	return true
}

func (s *slot) describe() string {
	if s.ended {
		return "a function ends its goroutine (runtime.Goexit, as t.FailNow and t.Skip do): " + s.callText()
	}
	return fmt.Sprintf("not returned after %d s: %s", handlerTimeMaxS, s.callText())
}

func (s *slot) callText() string {
	if call := s.call.Load(); call != nil {
		handler, input := s.words(call)
		return fmt.Sprintf("%s, on %s", handler, input)
	}
	return "Next of the machine"
}
