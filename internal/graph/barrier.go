package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A barrier lets the hands of a crew go from one phase to the next together without the coordinator, whose waking
// would take longer than a phase does. Waiting hands look for a while before they sleep, since phases are short.
type barrier struct {
	parties int32
	spins   int
	arrived atomic.Int32
	round   atomic.Uint32
	broken  atomic.Bool // a hand will never come: it panicked, or the search was aborted
	lock    sync.Mutex
	wake    *sync.Cond
}

// spinsMax is how often a waiting hand looks before it sleeps: some hundred microseconds, about how unevenly the hands of
// a shared machine go and what waking one costs there. With fewer processors than hands it sleeps at once, to make room
// for those that it waits for.
const spinsMax = 100_000

func newBarrier(parties int) *barrier {
	b := &barrier{parties: int32(parties)}
	if parties <= runtime.GOMAXPROCS(0) {
		b.spins = spinsMax
	}
	b.wake = sync.NewCond(&b.lock)
	return b
}

// meet waits until all parties meet. The last to come does the work that only one may do while the others wait. It
// returns false when the barrier is broken; the caller must then leave everything as it is.
func (b *barrier) meet(h *hand, last func(*hand)) bool {
	round := b.round.Load()
	if b.arrived.Add(1) < b.parties {
		return b.await(round)
	}
	b.arrived.Store(0)
	last(h)
	b.lock.Lock()
	b.round.Add(1)
	b.lock.Unlock()
	b.wake.Broadcast()
	return !b.broken.Load()
}

func (b *barrier) await(round uint32) bool {
	for range b.spins {
		if b.round.Load() != round || b.broken.Load() {
			return !b.broken.Load()
		}
	}
	b.lock.Lock()
	for b.round.Load() == round && !b.broken.Load() {
		b.wake.Wait()
	}
	b.lock.Unlock()
	return !b.broken.Load()
}

// end sends all who wait home, now and later.
func (b *barrier) end() {
	b.lock.Lock()
	b.broken.Store(true)
	b.lock.Unlock()
	b.wake.Broadcast()
}
