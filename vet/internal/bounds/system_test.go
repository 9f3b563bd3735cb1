package bounds

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestAgainstAllValues holds what follows from random constraints against all assignments of small values. With no x != y a bound is
// exact as long as a solution lies within the small values; otherwise it must hold of each solution.
func TestAgainstAllValues(t *testing.T) {
	const nodes, most = 4, 4 // values -most..most
	rapid.Check(t, func(t *rapid.T) {
		s := NewSystem()
		for range nodes - 1 {
			s.Node()
		}
		node, small := rapid.IntRange(0, nodes-1), rapid.Int64Range(-3, 3)
		var all []constraint
		for range rapid.IntRange(0, 9).Draw(t, "constraints") {
			c := constraint{node.Draw(t, "x"), node.Draw(t, "y"), small.Draw(t, "c")}
			all = append(all, c)
			s.Add(c.x, c.y, c.c)
		}
		// Bound the rest, so that the small values are all there are.
		for n := 1; n < nodes; n++ {
			s.Add(n, 0, most)
			s.Add(0, n, most)
		}
		unequal := rapid.IntRange(0, 3).Draw(t, "unequal")
		for range unequal {
			s.Distinct(node.Draw(t, "x"), node.Draw(t, "y"), small.Draw(t, "c"))
		}
		for s.Tighten() {
		}
		x, y := node.Draw(t, "x"), node.Draw(t, "y")
		bound, greatest, solved := s.Bound(x, y), greatest(s, nodes, most, all, x, y), false
		if solved = greatest != math.MinInt64; solved && bound < greatest {
			t.Fatalf("x%d - x%d <= %d was derived, and %d is possible: %v, unequal %v", x, y, bound, greatest, all, s.unequal)
		}
		if s.unsolved && solved {
			t.Fatalf("a solution exists, and none was said to: %v, unequal %v", all, s.unequal)
		}
		if unequal == 0 && solved && bound != greatest {
			t.Fatalf("x%d - x%d <= %d was derived, and the greatest is %d: %v", x, y, bound, greatest, all)
		}
		if unequal == 0 && !solved && !s.unsolved {
			t.Fatalf("no solution exists, and this was not found: %v", all)
		}
	})
}

// greatest is the greatest x - y of all assignments that satisfy the constraints.
func greatest(s *System, nodes int, most int64, all []constraint, x, y int) int64 {
	best, values := int64(math.MinInt64), make([]int64, nodes)
	var try func(n int)
	try = func(n int) {
		if n == nodes {
			for _, c := range all {
				if values[c.x]-values[c.y] > c.c {
					return
				}
			}
			for _, c := range s.unequal {
				if values[c.x]-values[c.y] == c.c {
					return
				}
			}
			best = max(best, values[x]-values[y])
			return
		}
		for v := -most; v <= most; v++ {
			values[n] = v
			try(n + 1)
		}
	}
	try(1)
	return best
}

// TestHugeBounds adds what does not fit: a sum becomes a weaker bound, never a stronger one.
func TestHugeBounds(t *testing.T) {
	s := NewSystem()
	a, b := s.Node(), s.Node()
	s.Add(a, 0, math.MaxInt64-1)
	s.Add(b, a, 2)
	if got := s.Bound(b, 0); got != inf {
		t.Errorf("b <= MaxInt64 + 1 became %d", got)
	}
	c, d := s.Node(), s.Node()
	s.Add(c, 0, math.MinInt64+1)
	s.Add(d, c, -5)
	if got := s.Bound(d, 0); got != math.MinInt64 {
		t.Errorf("d <= MinInt64 - 4 became %d", got)
	}
}
