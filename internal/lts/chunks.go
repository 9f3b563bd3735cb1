package lts

import "sync/atomic"

// chunks is an array that only grows and never moves, so that a range of it can be read without a lock once its place was
// published. The caller of add holds a lock; a range never crosses a chunk.
type chunks[T any] struct {
	list atomic.Pointer[[][]T]
	used int // of the last chunk
}

const chunkLen = 1 << 12

func newChunks[T any]() *chunks[T] {
	c := &chunks[T]{used: chunkLen}
	c.list.Store(&[][]T{})
	return c
}

// add keeps a copy of items and answers where they begin.
func (c *chunks[T]) add(items []T) uint32 {
	list := *c.list.Load()
	if c.used+len(items) > chunkLen || len(list) == 0 {
		longer := append(list, make([]T, max(chunkLen, len(items)))) // more items than a chunk holds get one of their own
		c.list.Store(&longer)
		list, c.used = longer, 0
	}
	start := c.used
	copy(list[len(list)-1][start:], items)
	c.used += len(items)
	return uint32((len(list)-1)*chunkLen + start)
}

// at is the range of n items that begins at start.
func (c *chunks[T]) at(start uint32, n int) []T {
	if n == 0 {
		return nil
	}
	chunk := (*c.list.Load())[start/chunkLen]
	from := int(start % chunkLen)
	return chunk[from : from+n]
}
