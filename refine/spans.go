package refine

import (
	"cmp"
	"math"
	"slices"
)

// A span is the numbers from lo to hi, both included.
type span struct{ lo, hi uint64 }

// spans are apart from each other and in order, with a gap between any two.
type spans []span

// sorted puts spans of any kind in order, and those together that touch.
func (s spans) sorted() spans {
	s = slices.Clone(s)
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	kept := s[:0]
	for _, next := range s {
		if n := len(kept); n > 0 && (kept[n-1].hi == math.MaxUint64 || next.lo <= kept[n-1].hi+1) {
			kept[n-1].hi = max(kept[n-1].hi, next.hi)
			continue
		}
		kept = append(kept, next)
	}
	return kept
}

// outside is what is in whole and not in s, which lies in whole.
func (s spans) outside(whole span) (out spans) {
	next, ends := whole.lo, false
	for _, in := range s {
		if in.lo > next {
			out = append(out, span{next, in.lo - 1})
		}
		next, ends = in.hi+1, in.hi == whole.hi
	}
	if !ends {
		out = append(out, span{next, whole.hi})
	}
	return out
}
