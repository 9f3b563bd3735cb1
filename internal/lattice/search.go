package lattice

import "slices"

// Answer is what a run says of one claim.
type Answer struct {
	Verdict  Verdict
	Monotone bool
	// Free are the dimensions, by number, whose levels make no difference to this run: each would be the same run, to the last state,
	// so that even Unknown is the same.
	Free []bool
}

// Judge runs one point and answers for each claim.
type Judge func(p Point) []Answer

// Result is what a search found.
type Result struct {
	Points   []Point     // those that differ, those that relax least first
	Verdicts [][]Verdict // by claim and point
	Ran      []bool      // by point
	Monotone []bool      // by claim, whether it was at every point that was run
	Grid     int         // points in all, those that mean the same counted each
}

// Search runs points until each claim is decided at every point, by a run or by one that decides it. A claim that is not monotone is
// run everywhere, but where wanted says that nobody asks: then it is Undecided at what was not run for another. It ends when stop, which
// hears before each run how many points of how many are done, says so.
func Search(g Grid, claims int, wanted func(claim int, monotone bool) bool, judge Judge, stop func(done, of int) bool) Result {
	s := &search{grid: g, wanted: wanted}
	s.Monotone = slices.Repeat([]bool{true}, claims)
	s.Points, s.Grid = g.Points()
	s.Ran = make([]bool, len(s.Points))
	for range claims {
		s.Verdicts, s.own = append(s.Verdicts, make([]Verdict, len(s.Points))), append(s.own, make([]Verdict, len(s.Points)))
	}
	for !stop(s.done(), len(s.Points)) {
		next := s.choose()
		if next < 0 {
			break
		}
		s.learn(next, judge(s.Points[next]))
	}
	return s.Result
}

type search struct {
	Result
	grid   Grid
	own    [][]Verdict // by claim and point, what its run said
	wanted func(int, bool) bool
}

// learn takes in a run. A claim that shows itself not to be monotone, be it that a run contradicts what others decided, forgets what
// no run of its own has said.
func (s *search) learn(at int, answers []Answer) {
	s.Ran[at] = true
	for c, a := range answers {
		s.own[c][at] = a.Verdict
		if before := s.Verdicts[c][at]; s.Monotone[c] && (!a.Monotone || settled(before) && settled(a.Verdict) && before != a.Verdict) {
			s.Monotone[c] = false
			copy(s.Verdicts[c], s.own[c])
		}
		if !settled(s.Verdicts[c][at]) && a.Verdict != Undecided {
			s.Verdicts[c][at] = a.Verdict
		}
		s.spread(c, s.Points[at], a)
	}
}

// spread is what an answer says of other points. What it decides may be one that its own run could not.
func (s *search) spread(c int, at Point, a Answer) {
	for i, q := range s.Points {
		switch have := s.Verdicts[c][i]; {
		case settled(have):
		case s.Monotone[c] && s.grid.decides(at, a.Verdict, q, a.Free), have == Undecided && Same(at, q, a.Free):
			s.Verdicts[c][i] = a.Verdict
		}
	}
}

func settled(v Verdict) bool { return v == Holds || v == Violated }

// Same says whether two points differ in free dimensions alone.
func Same(p, q Point, free []bool) bool {
	for d := range p {
		if p[d] != q[d] && (free == nil || !free[d]) {
			return false
		}
	}
	return free != nil
}

// choose is the point that promises most: the first, then the last, then the one whose worse answer decides most of what is open. Of
// several it is the least.
func (s *search) choose() int {
	for _, i := range []int{0, len(s.Points) - 1} {
		if !s.Ran[i] && s.open(i) {
			return i
		}
	}
	best, most := -1, -1
	for i := range s.Points {
		if s.Ran[i] || !s.open(i) {
			continue
		}
		if promise := s.promise(i); promise > most {
			best, most = i, promise
		}
	}
	return best
}

func (s *search) open(i int) bool {
	for c := range s.Verdicts {
		if s.Verdicts[c][i] == Undecided && s.wanted(c, s.Monotone[c]) {
			return true
		}
	}
	return false
}

// done is at how many points nothing is open any more.
func (s *search) done() (n int) {
	for i := range s.Points {
		if s.Ran[i] || !s.open(i) {
			n++
		}
	}
	return n
}

func (s *search) promise(at int) int {
	promise := 0
	for c := range s.Verdicts {
		if s.Verdicts[c][at] != Undecided || !s.Monotone[c] {
			continue
		}
		up, down := 0, 0
		for i, q := range s.Points {
			if s.Verdicts[c][i] != Undecided {
				continue
			}
			if s.grid.decides(s.Points[at], Violated, q, nil) {
				up++
			}
			if s.grid.decides(s.Points[at], Holds, q, nil) {
				down++
			}
		}
		promise += 1 + min(up, down)*4 + max(up, down)
	}
	return promise
}
