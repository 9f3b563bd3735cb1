package forall

import (
	"encoding/binary"
	"math/bits"

	"pgregory.net/rapid"
)

const (
	depthMax  = 6   // deeper inside a value, only what comes to an end is chosen
	partsMax  = 100 // as in a value that has this many parts: a tree with wide branches would have no bound to speak of
	lengthMax = 20  // of texts, slices and maps that nothing bounds
)

// source is where choices come from.
type source interface {
	// upTo is a number from 0 to max. Smaller numbers stand for simpler values.
	upTo(max uint64) uint64
	// fair is the same without a liking for small numbers.
	fair(max uint64) uint64
}

// making is one value that is being made, or several for the arguments of one law.
type making struct {
	source
	depth int
	parts int
	marks []mark
	lost  *filtered // this predicate refused all that was drawn for it
}

// mark says that a variant is part of the value.
type mark struct {
	cover   *coverage
	variant int
}

func (c *making) begin() { c.depth, c.parts, c.marks, c.lost = 0, 0, c.marks[:0], nil }

// grown says whether what is left is to come to an end.
func (c *making) grown() bool { return c.depth > depthMax || c.parts > partsMax }

func (c *making) mark(cover *coverage, variant int) {
	if cover != nil {
		c.marks = append(c.marks, mark{cover, variant})
	}
}

// commit counts the variants of a value that was tried.
func (c *making) commit() {
	for _, m := range c.marks {
		m.cover.counts[m.variant]++
	}
}

func (c *making) choose(n int) int { return int(c.upTo(uint64(n - 1))) }

// oneIn is true once in n choices, and never where all choices are the simplest.
func (c *making) oneIn(n int) bool { return c.choose(n) == n-1 }

// rapidSource draws from rapid, whose choices can be shrunk.
type rapidSource struct{ t *rapid.T }

// generators are those for a choice among few: making one for each choice would cost more than the choice.
var generators = func() (g [256]*rapid.Generator[uint64]) {
	for i := range g {
		g[i] = rapid.Uint64Range(0, uint64(i))
	}
	return g
}()

func (s rapidSource) upTo(max uint64) uint64 {
	if max == 0 {
		return 0
	}
	if max < uint64(len(generators)) {
		return generators[max].Draw(s.t, "")
	}
	return rapid.Uint64Range(0, max).Draw(s.t, "")
}

// likedOdds is about how many numbers are fair for one that rapid likes.
const likedOdds = 15

// fair puts a number together of bits, since rapid likes small numbers. Some are such as it likes all the same: they stand for the simpler
// choice, so that a counterexample can be shrunk to the least.
func (s rapidSource) fair(max uint64) uint64 {
	if max < uint64(len(generators)) || generators[likedOdds].Draw(s.t, "") == 0 {
		return s.upTo(max)
	}
	for {
		v := uint64(0)
		for range bits.Len64(max) {
			v = v<<1 | generators[1].Draw(s.t, "")
		}
		if v <= max {
			return v
		}
	}
}

// byteSource reads choices from the input of a fuzz target: for each as many bytes as its largest number has, and nothing for a
// choice that is none. Where the input has ended all choices are the simplest.
type byteSource struct{ rest []byte }

func (s *byteSource) upTo(max uint64) uint64 {
	width := byteLen(max)
	if width == 0 || len(s.rest) == 0 {
		return 0
	}
	var word [8]byte
	n := copy(word[:width], s.rest)
	s.rest = s.rest[n:]
	v := binary.LittleEndian.Uint64(word[:])
	if max == ^uint64(0) {
		return v
	}
	return v % (max + 1)
}

func (s *byteSource) fair(max uint64) uint64 { return s.upTo(max) }

// recorder writes down the choices of another source, as a byteSource reads them.
type recorder struct {
	source
	bytes []byte
}

func (r *recorder) upTo(max uint64) uint64 {
	return r.write(r.source.upTo(max), max)
}

func (r *recorder) fair(max uint64) uint64 { return r.write(r.source.fair(max), max) }

func (r *recorder) write(v, max uint64) uint64 {
	var word [8]byte
	binary.LittleEndian.PutUint64(word[:], v)
	r.bytes = append(r.bytes, word[:byteLen(max)]...)
	return v
}

func byteLen(max uint64) int { return (bits.Len64(max) + 7) / 8 }
