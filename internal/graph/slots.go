package graph

import (
	"sync"
	"sync/atomic"
)

// A slotPool hands out the pages of segments. Pages that are given back are kept, for there is always a segment about
// to grow: left to the garbage collector they would double the memory of the set.
type slotPool struct {
	lock sync.Mutex
	free [][]uint64
	held atomic.Int64 // bytes of all pages in existence
}

// get returns a page of zeros.
func (p *slotPool) get(size int) []uint64 {
	if size < pageSlots {
		p.held.Add(int64(size * 8))
		return make([]uint64, size)
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if n := len(p.free); n > 0 {
		page := p.free[n-1]
		p.free = p.free[:n-1]
		clear(page)
		return page
	}
	p.held.Add(pageSlots * 8)
	return make([]uint64, pageSlots)
}

// put takes a page back; small ones are left to the garbage collector.
func (p *slotPool) put(page []uint64) {
	if len(page) < pageSlots {
		p.held.Add(int64(-8 * len(page)))
		return
	}
	p.lock.Lock()
	p.free = append(p.free, page)
	p.lock.Unlock()
}
