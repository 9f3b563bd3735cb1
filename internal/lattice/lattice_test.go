package lattice

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// monotone is a random claim: violated above some points, and unknown at others where there are any.
type claim struct {
	violations []Point
	unknown    map[int]bool
	wild       []Verdict // by index in the list of points, for one that is not monotone
}

func randomGrid(d *rand.Rand) Grid {
	g := Grid{}
	for range 2 + d.IntN(3) {
		g.Dimensions = append(g.Dimensions, Dimension{Levels: 2 + d.IntN(2), Monotone: d.IntN(5) > 0})
	}
	return g
}

func (c claim) at(g Grid, points []Point, p Point) Verdict {
	i := slices.IndexFunc(points, func(q Point) bool { return slices.Equal(p, q) })
	if c.wild != nil {
		return c.wild[i]
	}
	if c.unknown[i] {
		return Unknown
	}
	for _, v := range c.violations {
		if g.decides(v, Violated, p) {
			return Violated
		}
	}
	return Holds
}

// TestAgainstWholeGrid searches random grids and compares every verdict with that of a run at each point.
func TestAgainstWholeGrid(t *testing.T) {
	ran, all := 0, 0
	for seed := range uint64(3000) {
		d := rand.New(rand.NewPCG(seed, 3))
		g := randomGrid(d)
		points, _ := g.Points()
		claims := make([]claim, 1+d.IntN(2))
		for i := range claims {
			for range d.IntN(4) {
				claims[i].violations = append(claims[i].violations, points[d.IntN(len(points))])
			}
			if d.IntN(6) == 0 {
				claims[i].unknown = map[int]bool{d.IntN(len(points)): true}
			}
			if d.IntN(8) == 0 {
				for range points {
					claims[i].wild = append(claims[i].wild, Verdict(1+d.IntN(2)))
				}
			}
		}
		r := Search(g, len(claims), func(int, bool) bool { return true }, func(p Point) (answers []Answer) {
			for _, c := range claims {
				answers = append(answers, Answer{Verdict: c.at(g, points, p), Monotone: c.wild == nil})
			}
			return answers
		}, func() bool { return false })
		for i, c := range claims {
			for j, p := range r.Points {
				want := c.at(g, points, p)
				// A point that its own run could not decide may be decided by another: that is no error.
				if got := r.Verdicts[i][j]; got != want && want != Unknown {
					t.Fatalf("seed %d: claim %d is %d at %v, expected %d", seed, i, got, p, want)
				}
			}
			holdTo(t, seed, g, r, i)
		}
		ran, all = ran+r.Runs(), all+len(r.Points)
	}
	if ran*3 > all*2 {
		t.Errorf("%d of %d points were run: pruning does next to nothing", ran, all)
	}
}

// holdTo compares minimal points and cures with their definitions.
func holdTo(t *testing.T, seed uint64, g Grid, r Result, claim int) {
	t.Helper()
	minimal, _ := r.Minimal(claim)
	for i, p := range r.Points {
		least := r.Verdicts[claim][i] == Violated
		for j, q := range r.Points {
			least = least && !(r.Verdicts[claim][j] == Violated && i != j && q.Below(p))
		}
		if have := slices.ContainsFunc(minimal, func(q Point) bool { return slices.Equal(p, q) }); have != least {
			t.Fatalf("seed %d: %v is minimal: %t, expected %t", seed, p, have, least)
		}
	}
	for _, c := range g.Cures(r, claim) {
		for i, p := range r.Points {
			if p.Below(c.Caps) && r.Verdicts[claim][i] == Violated {
				t.Fatalf("seed %d: under the caps %v it is violated at %v", seed, c.Caps, p)
			}
		}
		for d := range c.Caps {
			wider := slices.Clone(c.Caps)
			if wider[d]++; wider[d] < g.Dimensions[d].Levels && !reaches(minimal, wider) {
				t.Fatalf("seed %d: the cap %v could be %v", seed, c.Caps, wider)
			}
		}
	}
}

// TestCanonical runs points that mean the same once.
func TestCanonical(t *testing.T) {
	g := Grid{Dimensions: []Dimension{{2, true}, {3, true}}, Canonical: func(p Point) Point {
		if p[0] == 0 {
			p[1] = 0 // a disk that no crash loses
		}
		return p
	}}
	points, all := g.Points()
	if want := []Point{{0, 0}, {1, 0}, {1, 1}, {1, 2}}; all != 6 || !slices.EqualFunc(points, want, slices.Equal) {
		t.Errorf("%v of %d, expected %v of 6", points, all, want)
	}
}

// TestFree runs one point for all levels of a dimension that makes no difference, whatever the verdict.
func TestFree(t *testing.T) {
	g := Grid{Dimensions: []Dimension{{3, true}, {3, true}}}
	r := Search(g, 1, func(int, bool) bool { return true }, func(p Point) []Answer {
		return []Answer{{Verdict: Unknown, Monotone: true, Free: []bool{false, true}}}
	}, func() bool { return false })
	if r.Runs() != 3 || r.Count(0, Unknown) != 9 {
		t.Errorf("%d runs, unknown at %d points, expected 3 and 9", r.Runs(), r.Count(0, Unknown))
	}
}
