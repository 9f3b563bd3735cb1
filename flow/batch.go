package flow

import (
	"math"
	"time"
)

// Batch collects until there is enough, or the first has waited long enough.
//
// Source: batching by size and linger time, as in Kafka's producer (batch.size, linger.ms).
//
// Does not do: split. A batch is all that is held, so one that weighs more than Size has come with its last item; bound the weight of
// an item elsewhere.
type Batch struct {
	Size  int           // items, bytes or whatever Add counts; a batch is flushed when it has so much
	Delay time.Duration // for which the first of a batch waits at most; 0 flushes with each Add
}

// BatchState is how much is held, and since when.
type BatchState struct {
	Held  int
	since time.Duration
}

// BatchEvent is Add or Tick.
type BatchEvent struct{ n int }

// Add says that n more are there. 0 and less are a Tick.
func Add(n int) BatchEvent { return BatchEvent{n: n} }

// Tick says that time has passed.
func Tick() BatchEvent { return BatchEvent{} }

// BatchAnswer says how much to flush now, all that is held or 0, and when to come back with a Tick (Never: nothing is held).
type BatchAnswer struct {
	Flush int
	Wake  time.Duration
}

// Valid says what is wrong with the settings, or nil.
func (b Batch) Valid() error {
	switch {
	case b.Size < 1:
		return invalid("Batch.Size", b.Size, "at least 1", "1 flushes each item by itself")
	case b.Delay < 0:
		return invalid("Batch.Delay", b.Delay, "no negative time", "0 flushes with each Add")
	}
	return nil
}

// Start holds nothing.
//
//assay:pure
func (b Batch) Start() BatchState { return BatchState{} }

// Step takes what was added, and says what to flush.
//
//assay:pure
func (b Batch) Step(s BatchState, e BatchEvent, now time.Duration) (BatchState, BatchAnswer) {
	if e.n > 0 && s.Held == 0 {
		s.since = now
	}
	s.Held += min(max(0, e.n), math.MaxInt-s.Held)
	due := after(s.since, b.Delay)
	switch {
	case s.Held == 0:
		return s, BatchAnswer{Wake: Never}
	case s.Held >= b.Size || now >= due:
		return BatchState{}, BatchAnswer{Flush: s.Held, Wake: Never}
	}
	return s, BatchAnswer{Wake: due}
}
