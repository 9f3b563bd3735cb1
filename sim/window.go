package sim

import (
	"fmt"
	"time"
)

// Covers is what a figure from one moment to another is about: the whole points of time (World.Every) that lie between them, since what is
// counted is counted by points. Where a run ends, for good or with a finding, so does its last point. Nothing is covered where both
// are the same: then a count is 0, and a share or a duration is none.
func (r *Result) Covers(from, to time.Duration) (first, end time.Duration) {
	return r.engine.stats.covers(from, to)
}

func (s *stats) covers(from, to time.Duration) (first, end time.Duration) {
	begin, after := s.window(from, to)
	if begin == after {
		return max(from, 0), max(from, 0)
	}
	return time.Duration(int64(begin) * s.width), time.Duration(min(int64(after)*s.width, s.closed))
}

// window is the first of the points that lie between two moments, and the one after the last.
func (s *stats) window(from, to time.Duration) (first, end int) {
	first, end = int((max(int64(from), 0)+s.width-1)/s.width), int(max(int64(to), 0)/s.width)
	if closed := s.closed; int64(to) >= closed {
		end = int((closed + s.width - 1) / s.width) // what comes after it is nothing
	}
	end = min(end, s.points)
	return min(first, end), end
}

// between are the points of a series from one moment to another.
func (s *stats) between(series []float64, from, to time.Duration) []float64 {
	first, end := s.window(from, to)
	return series[first:end]
}

// covered says which time a measure is about, where that is not what was asked for.
func (m Measure) covered(r *Result) string {
	asked := max(m.from, r.engine.plan.world.Warmup)
	first, end := r.Covers(asked, r.For())
	switch {
	case !m.lasts || first == asked && end > first:
		return ""
	case end == first:
		return fmt.Sprintf("; from %v on there is no whole point of time\nhint: a shorter World.Every than %v", asked, r.Width())
	}
	return fmt.Sprintf(", from %v on, which is the first whole point of time after %v", first, asked)
}
