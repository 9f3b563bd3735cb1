package conform

import (
	"fmt"
	"sync"

	"github.com/assay-dev/assay/refine"
)

// Recorder records a history while goroutines use what is tested. The zero Recorder is ready, and is safe for concurrent use.
type Recorder struct {
	mu      sync.Mutex
	now     int
	history History
	removed map[int]bool // operations that did not take effect
}

// Call is an operation in flight. Exactly one of its methods is called, once.
type Call struct {
	recorder *Recorder
	place    int
	ended    bool
}

// Invoke notes that a process calls op on the object key, which is "" where there is one object. Call it just before the call itself.
func (r *Recorder) Invoke(process, key string, op any) *Call {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now++
	r.history.Operations = append(r.history.Operations, Operation{Process: process, Key: key, Op: op, Invoked: r.now})
	return &Call{recorder: r, place: len(r.history.Operations) - 1}
}

// Return notes what was answered. Call it just after the answer came.
func (c *Call) Return(result any) {
	c.end(func(r *Recorder, o *Operation) { o.Result, o.Returned = refine.Some(result), r.now })
}

// Fail notes that the operation failed, and that it is certain that it did not take effect: it is no part of the history then.
func (c *Call) Fail() {
	c.end(func(r *Recorder, _ *Operation) {
		if r.removed == nil {
			r.removed = map[int]bool{}
		}
		r.removed[c.place] = true
	})
}

// Unknown notes that nobody knows what became of the operation, as after a timeout.
func (c *Call) Unknown() { c.end(func(*Recorder, *Operation) {}) }

func (c *Call) end(note func(*Recorder, *Operation)) {
	c.recorder.mu.Lock()
	defer c.recorder.mu.Unlock()
	o := &c.recorder.history.Operations[c.place]
	if c.ended {
		panic(fmt.Sprintf("conform: a Call ended twice, %s of process %q, expected one of Return, Fail and Unknown", callText(*o), o.Process))
	}
	c.ended = true
	c.recorder.now++
	note(c.recorder, o)
}

// History is what was recorded so far.
func (r *Recorder) History(name string) History {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := History{Name: name}
	for i, o := range r.history.Operations {
		if !r.removed[i] {
			h.Operations = append(h.Operations, o)
		}
	}
	return h
}
