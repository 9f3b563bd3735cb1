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
		if g.decides(v, Violated, p, nil) {
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
		}, func(int, int) bool { return false })
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
	}, func(int, int) bool { return false })
	if r.Runs() != 3 || r.Count(0, Unknown) != 9 {
		t.Errorf("%d runs, unknown at %d points, expected 3 and 9", r.Runs(), r.Count(0, Unknown))
	}
}

// TestCuresAreHittingSets compares the cures of random grids of two levels with all minimal sets of dimensions that hit every minimal
// violation, found by trying them all.
func TestCuresAreHittingSets(t *testing.T) {
	found := 0
	for seed := range uint64(500) {
		d := rand.New(rand.NewPCG(seed, 5))
		g := Grid{Dimensions: slices.Repeat([]Dimension{{2, true}}, 2+d.IntN(4))}
		points, _ := g.Points()
		c := claim{}
		for range 1 + d.IntN(4) {
			c.violations = append(c.violations, points[d.IntN(len(points))])
		}
		r := Search(g, 1, func(int, bool) bool { return true }, func(p Point) []Answer {
			return []Answer{{Verdict: c.at(g, points, p), Monotone: true}}
		}, func(int, int) bool { return false })
		var have []Point
		for _, cure := range g.Cures(r, 0) {
			capped := make(Point, len(cure.Caps))
			for i, level := range cure.Caps {
				capped[i] = 1 - level
			}
			have = append(have, capped)
		}
		want := hittingSets(points, c.violations)
		slices.SortFunc(have, slices.Compare)
		slices.SortFunc(want, slices.Compare)
		if !slices.EqualFunc(have, want, slices.Equal) {
			t.Fatalf("seed %d: the violations %v are cured by %v, expected %v", seed, c.violations, have, want)
		}
		found += len(want)
	}
	if found < 500 {
		t.Errorf("%d cures: this test shows little", found)
	}
}

// hittingSets are the minimal sets, as points, that have something in common with each of the others. Nothing hits the empty set.
func hittingSets(points, sets []Point) (minimal []Point) {
	hits := func(p Point) bool {
		return !slices.ContainsFunc(sets, func(set Point) bool {
			for d := range set {
				if set[d] > 0 && p[d] > 0 {
					return false
				}
			}
			return true
		})
	}
	for _, p := range points {
		if hits(p) && !slices.ContainsFunc(minimal, func(q Point) bool { return q.Below(p) }) {
			minimal = append(minimal, p)
		}
	}
	return minimal
}

// TestDoubts keeps what another point decides where a run could not, and stops believing in a claim that contradicts itself.
func TestDoubts(t *testing.T) {
	g := Grid{Dimensions: []Dimension{{3, true}}}
	always, never := func(int, bool) bool { return true }, func(int, int) bool { return false }
	r := Search(g, 1, always, func(p Point) []Answer {
		return []Answer{{Verdict: []Verdict{Holds, Violated, Unknown}[p[0]], Monotone: true}}
	}, never)
	if want := []Verdict{Holds, Violated, Violated}; !slices.Equal(r.Verdicts[0], want) {
		t.Errorf("%v, expected %v: what is weaker than a violation is one", r.Verdicts[0], want)
	}
	answers := []Verdict{Violated, Violated, Holds}
	r = Search(g, 2, always, func(p Point) []Answer {
		return []Answer{{Verdict: answers[p[0]], Monotone: true}, {Verdict: answers[p[0]]}}
	}, never)
	if r.Monotone[0] || !slices.Equal(r.Verdicts[0], answers) {
		t.Errorf("%v, monotone is %t; expected %v of a claim that is not", r.Verdicts[0], r.Monotone[0], answers)
	}
}

// TestFreeAndMonotone lets a run decide what lies below it in all but a dimension that makes no difference.
func TestFreeAndMonotone(t *testing.T) {
	g := Grid{Dimensions: []Dimension{{2, true}, {2, true}}}
	r := Search(g, 1, func(int, bool) bool { return true }, func(p Point) []Answer {
		if p[0] == 1 {
			return []Answer{{Verdict: Holds, Monotone: true, Free: []bool{false, true}}}
		}
		return []Answer{{Verdict: Unknown, Monotone: true}}
	}, func(int, int) bool { return false })
	if r.Count(0, Holds) != 4 {
		t.Errorf("it holds at %d points, expected 4: %v", r.Count(0, Holds), r.Verdicts)
	}
}
