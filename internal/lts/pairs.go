package lts

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// pairs is a table from two 32-bit numbers to a word. Readers take no lock: an entry is written before its key is published,
// and entries never change. Writers hold the lock.
type pairs struct {
	table atomic.Pointer[pairTable]
	_     [cacheLine]byte // what follows is written, what precedes is read
	mu    sync.Mutex
	count int
}

type pairTable struct {
	entries []pairEntry
	shift   uint
}

type pairEntry struct {
	key   atomic.Uint64 // the two numbers, plus one so that 0 is an empty place
	value uint64
}

const pairsSizeMin = 64

func newPairs() *pairs {
	p := &pairs{}
	p.table.Store(newPairTable(pairsSizeMin))
	return p
}

func newPairTable(size int) *pairTable {
	return &pairTable{entries: make([]pairEntry, size), shift: uint(64 - bits.Len(uint(size-1)))}
}

func pairKey(a, b uint32) uint64 { return (uint64(a)<<32 | uint64(b)) + 1 }

// find is the entry of a key, or nil.
func (p *pairs) find(key uint64) *pairEntry {
	t := p.table.Load()
	mask := uint64(len(t.entries) - 1)
	for i := spread(key) >> t.shift; ; i++ {
		e := &t.entries[i&mask]
		switch e.key.Load() {
		case key:
			return e
		case 0:
			return nil
		}
	}
}

// spread multiplies by an odd constant near 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4): the high bits depend on all bits.
func spread(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 }

// add publishes an entry. The caller holds mu and has looked that there is none.
func (p *pairs) add(key, value uint64) {
	t := p.table.Load()
	if p.count++; p.count*4 > len(t.entries)*3 {
		t = p.grow(t)
	}
	t.put(key, value)
}

func (p *pairs) grow(old *pairTable) *pairTable {
	t := newPairTable(2 * len(old.entries))
	for i := range old.entries {
		if key := old.entries[i].key.Load(); key != 0 {
			t.put(key, old.entries[i].value)
		}
	}
	p.table.Store(t)
	return t
}

func (t *pairTable) put(key, value uint64) {
	mask := uint64(len(t.entries) - 1)
	for i := spread(key) >> t.shift; ; i++ {
		e := &t.entries[i&mask]
		if e.key.Load() == 0 {
			e.value = value
			e.key.Store(key)
			return
		}
	}
}

// Memo is a table from two numbers to one, for callers that remember what they made of components. Readers take no lock.
type Memo struct{ pairs *pairs }

// NewMemo makes an empty Memo.
func NewMemo() Memo { return Memo{newPairs()} }

// Get is what was remembered of a and b.
func (m Memo) Get(a, b uint32) (uint32, bool) {
	e := m.pairs.find(pairKey(a, b))
	if e == nil {
		return 0, false
	}
	return uint32(e.value), true
}

// Set remembers value, unless something is remembered already.
func (m Memo) Set(a, b, value uint32) { remember(m.pairs, pairKey(a, b), uint64(value)) }
