package refine

import (
	"iter"
	"math/big"
	"reflect"
	"slices"
)

// numbers is what tools ask about a rule about numbers.
type numbers struct {
	order
	in spans
}

func (s numbers) count() Count {
	n := new(big.Int)
	for _, in := range s.in {
		n.Add(n, new(big.Int).SetUint64(in.hi-in.lo))
		n.Add(n, big.NewInt(1))
	}
	return counted(n)
}

func (s numbers) first() (v reflect.Value, found, known bool) {
	if len(s.in) == 0 {
		return v, false, true
	}
	return s.value(s.in[0].lo), true, true
}

func (s numbers) all() (iter.Seq[reflect.Value], bool) {
	return func(yield func(reflect.Value) bool) {
		for _, in := range s.in {
			for n := in.lo; ; n++ {
				if !yield(s.value(n)) {
					return
				}
				if n == in.hi {
					break
				}
			}
		}
	}, true
}

func (s numbers) pick(draw func(n uint64) uint64) (reflect.Value, bool) {
	if len(s.in) == 0 {
		return reflect.Value{}, false
	}
	up, down := s.sides()
	if n := s.count().N; n.Cmp(big.NewInt(uniformMax)) <= 0 {
		return s.value(ranked(up, down, draw(n.Uint64()))), true
	}
	const ways = 8
	switch way := draw(ways); {
	case way == ways-1: // an edge
		in := s.in[draw(uint64(len(s.in)))]
		return s.value([]uint64{in.lo, in.hi}[draw(2)]), true
	case way >= ways/2: // anywhere in a span
		in := s.in[draw(uint64(len(s.in)))]
		return s.value(in.anywhere(draw)), true
	}
	side := up
	if len(up) == 0 || len(down) > 0 && draw(2) == 1 {
		side = down
	}
	return s.value(side[draw(uint64(len(side)))].nearZero(draw, s.zero)), true
}

// sides are the spans from 0 upwards, and those below 0 from the greatest downwards.
func (s numbers) sides() (up, down spans) {
	for _, in := range s.in {
		if in.lo < s.zero {
			down = append(down, span{in.lo, min(in.hi, s.zero-1)})
		}
		if in.hi >= s.zero {
			up = append(up, span{max(in.lo, s.zero), in.hi})
		}
	}
	slices.Reverse(down)
	return up, down
}

// ranked is the number before which there are rank others: first those of up, upwards, then those of down, downwards.
func ranked(up, down spans, rank uint64) uint64 {
	for _, in := range up {
		if size := in.hi - in.lo + 1; rank >= size {
			rank -= size
			continue
		}
		return in.lo + rank
	}
	for _, in := range down {
		if size := in.hi - in.lo + 1; rank >= size {
			rank -= size
			continue
		}
		return in.hi - rank
	}
	panic("refine: a rank beyond the last number")
}

// anywhere is any number of the span, each as likely as another.
func (in span) anywhere(draw func(n uint64) uint64) uint64 {
	if size := in.hi - in.lo + 1; size != 0 {
		return in.lo + draw(size)
	}
	return draw(1<<32)<<32 | draw(1<<32) // every number that there is
}

// nearZero is a number of a span on one side of zero, likely one that is near it.
func (in span) nearZero(draw func(n uint64) uint64, zero uint64) uint64 {
	steps := in.hi - in.lo
	if steps < 1<<63 {
		steps++
	}
	away := magnitude(draw, steps)
	if in.lo >= zero {
		return in.lo + away
	}
	return in.hi - away
}
