// Package localpointer is good: a helper writes through a pointer to a local variable.
package localpointer

type stats struct{ low, high, count int }

func (s *stats) add(n int) {
	if s.count == 0 || n < s.low {
		s.low = n
	}
	if s.count == 0 || n > s.high {
		s.high = n
	}
	s.count++
}

func reset(s *stats) { *s = stats{} }

// Spread is the distance of the highest from the lowest sample.
//
//assay:pure
func Spread(samples []int) int {
	var s stats
	reset(&s)
	for _, sample := range samples {
		s.add(sample)
	}
	return s.high - s.low
}
