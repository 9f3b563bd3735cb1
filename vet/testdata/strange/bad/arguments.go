package bad

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"sort"
	"strings"
	"unsafe"

	"github.com/assay-dev/assay/vet/testdata/strange/dep"
)

//assay:pure
func BadMethodValue(c *dep.Counter) int {
	bump := c.Bump
	return bump()
}

//assay:pure
func BadMethodExpression(c *dep.Counter) int { return (*dep.Counter).Bump(c) }

type held struct {
	counters []dep.Counter
	byName   map[string]*dep.Counter
	buffer   *bytes.Buffer
	parent   *held
}

//assay:pure
func BadElementPointer(h held) int {
	if len(h.counters) == 0 {
		return 0
	}
	c := &h.counters[0]
	return c.Bump()
}

//assay:pure
func BadRangeIndex(h held) held {
	for i := range h.counters {
		h.counters[i].N++
	}
	return h
}

//assay:pure
func BadThroughMap(h held, name string) held {
	if c, ok := h.byName[name]; ok && c != nil {
		c.N = 0
	}
	return h
}

//assay:pure
func BadBuffer(h held, s string) int {
	if h.buffer == nil {
		return 0
	}
	h.buffer.WriteString(s)
	return h.buffer.Len()
}

//assay:pure
func BadPutUint(b []byte, x uint32) []byte {
	if len(b) < 4 {
		return nil
	}
	binary.BigEndian.PutUint32(b, x)
	return b
}

//assay:pure
func BadCopyDown(xs []int) []int {
	if len(xs) == 0 {
		return nil
	}
	copy(xs, xs[1:])
	return xs[:len(xs)-1]
}

//assay:pure
func BadReversed(xs []int) []int {
	sort.Sort(sort.Reverse(sort.IntSlice(xs)))
	return xs
}

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any          { return nil }

//assay:pure
func BadHeap(xs []int) []int {
	h := ints(xs)
	heap.Init(&h)
	return h
}

//assay:pure
func BadArrayPointer(xs []int) int {
	if len(xs) < 4 {
		return 0
	}
	a := (*[4]int)(xs)
	a[0] = 7
	return a[1]
}

//assay:pure
func BadKeptAlias(h held) held {
	mine := held{counters: h.counters}
	mine.counters = append(mine.counters[:0], dep.Counter{})
	return mine
}

//assay:pure
func BadClosureWrites(xs []int) []int {
	set := func(i int) {
		if i >= 0 && i < len(xs) {
			xs[i] = i
		}
	}
	set(0)
	return xs
}

//assay:pure
func BadUnsafeWrite(s string) byte {
	if s == "" {
		return 0
	}
	b := unsafe.Slice(unsafe.StringData(s), len(s))
	b[0] = 'x'
	return b[0]
}

//assay:pure
func BadBuilderPointer(b *strings.Builder, s string) int {
	if b == nil {
		return 0
	}
	b.WriteString(s)
	return b.Len()
}

//assay:pure
func BadSwap[T any](xs []T) []T {
	if len(xs) > 1 {
		xs[0], xs[1] = xs[1], xs[0]
	}
	return xs
}

//assay:pure
func BadDeferredWrite(m map[string]int) int {
	if m == nil {
		return 0
	}
	defer delete(m, "x")
	return m["x"]
}

//assay:pure
func BadFieldOfResult(h held) *held {
	p := pick(h)
	if p == nil {
		return nil
	}
	p.buffer = nil
	return p
}

func pick(h held) *held { return h.parent }

//assay:pure
func BadTwoNames(xs []int) []int {
	a, b := make([]int, 3), xs
	for range 2 {
		a, b = b, a
	}
	if len(b) > 0 {
		b[0] = 1
	}
	return a
}

//assay:pure
func BadAppendToPrefix(xs []int, n int) []int {
	if n < 0 || n > len(xs) {
		return nil
	}
	return append(xs[:n], 1)
}
