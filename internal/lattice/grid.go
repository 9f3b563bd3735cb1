package lattice

import "slices"

// Point is a level for each dimension; 0 is the assumption as declared.
type Point []int

// Below says whether p relaxes nothing that q does not.
func (p Point) Below(q Point) bool {
	for d := range p {
		if p[d] > q[d] {
			return false
		}
	}
	return true
}

// Sum is how many levels p lies above what is declared.
func (p Point) Sum() int {
	sum := 0
	for _, level := range p {
		sum += level
	}
	return sum
}

// Verdict is what is known of a claim at a point.
type Verdict uint8

// The verdicts. Undecided is none: the point was not run, and no other decides it.
const (
	Undecided Verdict = iota
	Holds
	Violated
	Unknown
)

// Dimension is one assumption, by how many levels it has and whether a claim that is violated at one is violated at each greater one.
type Dimension struct {
	Levels   int
	Monotone bool
}

// Grid is what is searched.
type Grid struct {
	Dimensions []Dimension
	// Canonical maps points that mean the same onto one of them, which no other lies below. Nil is that none do.
	Canonical func(Point) Point
}

// Points are all points, each once, with those that mean the same left out, those that relax least first.
func (g Grid) Points() (points []Point, all int) {
	all = 1
	for _, d := range g.Dimensions {
		all *= d.Levels
	}
	at := make(Point, len(g.Dimensions))
	for range all {
		if g.Canonical == nil || slices.Equal(g.Canonical(slices.Clone(at)), at) {
			points = append(points, slices.Clone(at))
		}
		g.next(at)
	}
	slices.SortStableFunc(points, func(a, b Point) int { return a.Sum() - b.Sum() })
	return points, all
}

func (g Grid) next(at Point) {
	for d := len(at) - 1; d >= 0; d-- {
		if at[d]++; at[d] < g.Dimensions[d].Levels {
			return
		}
		at[d] = 0
	}
}

// decides says whether a verdict at p is one at q too: a violation of what lies above, a claim that holds of what lies below, free
// dimensions apart.
func (g Grid) decides(p Point, v Verdict, q Point, free []bool) bool {
	for d := range p {
		if p[d] == q[d] || free != nil && free[d] {
			continue
		}
		if !g.Dimensions[d].Monotone || (p[d] < q[d]) != (v == Violated) {
			return false
		}
	}
	return v == Violated || v == Holds
}
