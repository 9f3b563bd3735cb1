package lts

import "sync/atomic"

// chunks is an array that only grows and never moves, so that a range of it can be read without a lock once its place was
// published. The caller of add holds a lock; a range never crosses a chunk.
type chunks[T any] struct {
	list atomic.Pointer[[][]T]
	_    [cacheLine]byte // what follows is written, what precedes is read
	used int             // of the last chunk
}

// chunkLen is small: most searches are, and pay for a chunk of every array.
const chunkLen = 1 << 7

func newChunks[T any]() *chunks[T] {
	c := &chunks[T]{used: chunkLen}
	c.list.Store(&[][]T{})
	return c
}

// add keeps a copy of items and answers where they begin.
func (c *chunks[T]) add(items []T) uint32 {
	room, start := c.room(len(items))
	copy(room, items)
	return start
}

// room is a new range of n items, and where it begins, for the caller to fill.
func (c *chunks[T]) room(n int) ([]T, uint32) {
	if n == 0 {
		return nil, 0
	}
	list := *c.list.Load()
	if c.used+n > chunkLen || len(list) == 0 {
		longer := append(list, make([]T, max(chunkLen, n))) // more items than a chunk holds get one of their own
		c.list.Store(&longer)
		list, c.used = longer, 0
	}
	start := c.used
	c.used += n
	return list[len(list)-1][start : start+n], uint32((len(list)-1)*chunkLen + start)
}

// addOne keeps one item and answers its place. Items added so alone are numbered without gaps.
func (c *chunks[T]) addOne(item T) uint32 {
	room, at := c.room(1)
	room[0] = item
	return at
}

// one is the item at a place.
func (c *chunks[T]) one(at uint32) *T { return &(*c.list.Load())[at/chunkLen][at%chunkLen] }

// at is the range of n items that begins at start.
func (c *chunks[T]) at(start uint32, n int) []T {
	if n == 0 {
		return nil
	}
	chunk := (*c.list.Load())[start/chunkLen]
	from := int(start % chunkLen)
	return chunk[from : from+n]
}
