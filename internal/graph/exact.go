package graph

import (
	"slices"
	"sync"
	"sync/atomic"
)

// vectors is the visited set of the exact mode: it keeps every vector, and takes two states for one only if their
// vectors are equal. Fingerprints serve to find vectors fast, and may collide.
type vectors struct {
	width    int
	segments [segmentsAll]bag
	held     atomic.Int64
}

// A bag is one segment: rows in pages, and a hash table of their numbers with linear probing.
type bag struct {
	lock  sync.Mutex
	table []uint64 // zero, or one more than the number of a row, and above it a tag: half of its mixed fingerprint
	pages [][]uint32
	rows  uint32
}

const (
	bagTableFirst = 16
	bagPageRows   = 64
	tagMask       = 1<<32 - 1
)

func newVectors(width int) *vectors {
	return &vectors{width: width}
}

func (v *vectors) bytes() uint64 { return uint64(v.held.Load()) }

func (v *vectors) claim(c *chunk, won []bool, low, high uint64) {
	v.each(c, func(step int, h uint64, row []uint32) bool {
		if segment := h >> (64 - segmentBits); segment >= low && segment < high && v.insert(&v.segments[segment], h, row) {
			won[step] = true
			c.count.Add(1)
		}
		return true
	})
}

func (v *vectors) claimShared(c *chunk) {
	v.each(c, func(step int, h uint64, row []uint32) bool {
		b := &v.segments[h>>(64-segmentBits)]
		b.lock.Lock()
		defer b.lock.Unlock()
		if v.insert(b, h, row) {
			c.won[step] = true
			c.count.Add(1)
		}
		return true
	})
}

func (v *vectors) misses(c *chunk) bool {
	missing := false
	v.each(c, func(_ int, h uint64, row []uint32) bool {
		b := &v.segments[h>>(64-segmentBits)]
		missing = len(b.table) == 0 || b.table[v.find(b, h, row)] == 0
		return !missing
	})
	return missing
}

// each calls visit for each step with the row it leads to, until visit returns false.
func (v *vectors) each(c *chunk, visit func(step int, h uint64, row []uint32) bool) {
	row, step := make([]uint32, v.width+printWords), 0
	for p, end := range c.parents {
		for ; step < int(end); step++ {
			c.target(row, c.sources[p], step, v.width)
			if !visit(step, mix(c.Fingerprints[step]), row) {
				return
			}
		}
	}
}

// find is the slot of row in the table, or the empty one where it belongs. It compares rows whose tags are equal alone,
// since each that it looks at is likely not in the cache.
func (v *vectors) find(b *bag, h uint64, row []uint32) uint32 {
	mask := uint32(len(b.table) - 1)
	at := uint32(h) & mask
	for b.table[at] != 0 && !(tag(h) == b.table[at]&^tagMask && slices.Equal(v.row(b, uint32(b.table[at]-1)), row)) {
		at = (at + 1) & mask
	}
	return at
}

// tag has the bits of h above tagMask; the lowest of them are not among those that chose the slot or the segment.
func tag(h uint64) uint64 { return h << 8 &^ tagMask }

func (v *vectors) row(b *bag, number uint32) []uint32 {
	stride := v.width + printWords
	at := int(number%bagPageRows) * stride
	return b.pages[number/bagPageRows][at : at+stride]
}

// insert adds a row and tells whether it was missing.
func (v *vectors) insert(b *bag, h uint64, row []uint32) bool {
	if int(b.rows)*4 >= len(b.table)*3 {
		v.grow(b)
	}
	at := v.find(b, h, row)
	if b.table[at] != 0 {
		return false
	}
	if b.rows%bagPageRows == 0 {
		page := make([]uint32, bagPageRows*len(row))
		b.pages = append(b.pages, page)
		v.held.Add(int64(len(page) * 4))
	}
	copy(v.row(b, b.rows), row)
	b.rows++
	b.table[at] = tag(h) | uint64(b.rows)
	return true
}

// grow doubles the table. All rows differ, so that finding their slots compares none.
func (v *vectors) grow(b *bag) {
	size := max(bagTableFirst, 2*len(b.table))
	v.held.Add(int64(8 * (size - len(b.table))))
	b.table = make([]uint64, size)
	mask := uint32(size - 1)
	for number := range b.rows {
		h := mix(printOf(v.row(b, number), v.width))
		at := uint32(h) & mask
		for b.table[at] != 0 {
			at = (at + 1) & mask
		}
		b.table[at] = tag(h) | uint64(number+1)
	}
}
