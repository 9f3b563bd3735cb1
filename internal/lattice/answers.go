package lattice

import "slices"

// Minimal are the points at which a claim is violated and below which it is at none, with whether that is certain: an Unknown point
// below could be one.
func (r Result) Minimal(claim int) (points []Point, certain []bool) {
	for _, p := range r.Least(claim, Violated) {
		doubt := r.any(claim, Unknown, func(q Point) bool { return q.Below(p) }) || r.any(claim, Undecided, func(q Point) bool { return q.Below(p) })
		points, certain = append(points, p), append(certain, !doubt)
	}
	return points, certain
}

// Least are the points at which a claim has a verdict and below which it has it at none.
func (r Result) Least(claim int, v Verdict) (points []Point) {
	for i, p := range r.Points {
		if r.Verdicts[claim][i] == v && !r.any(claim, v, func(q Point) bool { return q.Below(p) && !p.Below(q) }) {
			points = append(points, p)
		}
	}
	return points
}

// Maximal are the points at which a claim holds and above which it holds at none.
func (r Result) Maximal(claim int) (points []Point) {
	for i, p := range r.Points {
		if r.Verdicts[claim][i] == Holds && !r.any(claim, Holds, func(q Point) bool { return p.Below(q) && !q.Below(p) }) {
			points = append(points, p)
		}
	}
	return points
}

func (r Result) any(claim int, v Verdict, where func(Point) bool) bool {
	for i, q := range r.Points {
		if r.Verdicts[claim][i] == v && where(q) {
			return true
		}
	}
	return false
}

// Count is at how many points a claim has a verdict.
func (r Result) Count(claim int, v Verdict) (n int) {
	for _, have := range r.Verdicts[claim] {
		if have == v {
			n++
		}
	}
	return n
}

// Runs is how many points were run.
func (r Result) Runs() (n int) {
	for _, ran := range r.Ran {
		if ran {
			n++
		}
	}
	return n
}

// Cure keeps dimensions at or below a level, and the claim holds.
type Cure struct {
	Caps    Point // by dimension; the greatest level is no cap
	Capped  int   // dimensions that are capped
	Certain bool  // nothing under the caps is unknown
}

// Cures are the caps that keep out every violation and of which none could be lifted, those that cap fewest dimensions first. Violated
// at what is declared there is none.
func (g Grid) Cures(r Result, claim int) (cures []Cure) {
	violations, _ := r.Minimal(claim)
	top := make(Point, len(g.Dimensions))
	for d := range top {
		top[d] = g.Dimensions[d].Levels - 1
	}
	if len(violations) == 0 || violations[0].Sum() == 0 {
		return nil
	}
	var caps []Point
	at, all := make(Point, len(top)), 1
	for _, d := range g.Dimensions {
		all *= d.Levels
	}
	for range all {
		if !reaches(violations, at) {
			caps = append(caps, append(Point(nil), at...))
		}
		g.next(at)
	}
	for _, p := range caps {
		if lifted(p, caps) {
			continue
		}
		c := Cure{Caps: p, Certain: true}
		for d := range p {
			if p[d] < top[d] {
				c.Capped++
			}
		}
		for i, q := range r.Points {
			if v := r.Verdicts[claim][i]; q.Below(p) && v != Holds {
				c.Certain = false
			}
		}
		cures = append(cures, c)
	}
	sortCures(cures)
	return cures
}

func reaches(violations []Point, caps Point) bool {
	for _, v := range violations {
		if v.Below(caps) {
			return true
		}
	}
	return false
}

// lifted says whether another point of caps allows more.
func lifted(p Point, caps []Point) bool {
	for _, q := range caps {
		if p.Below(q) && !q.Below(p) {
			return true
		}
	}
	return false
}

// sortCures puts those first that cap fewest dimensions, then those that give up fewest levels.
func sortCures(cures []Cure) {
	slices.SortStableFunc(cures, func(a, b Cure) int {
		if a.Capped != b.Capped {
			return a.Capped - b.Capped
		}
		return b.Caps.Sum() - a.Caps.Sum()
	})
}
