package refine

import "time"

// Reading is a value that something measured, with how long ago, and how much it is worth.
type Reading[T any] struct {
	Value   T
	Age     time.Duration
	Quality Quality
}

// Quality is how much a Reading is worth.
type Quality struct{ v uint8 }

// The qualities of a Reading. The zero Quality is Bad, so that a reading that nobody judged is not believed.
var (
	Bad       = Quality{0}
	Uncertain = Quality{1}
	Good      = Quality{2}
)

func (q Quality) String() string { return [...]string{"bad", "uncertain", "good"}[q.v] }

// Fresh is the value where it is good and at most maxAge old, and else none. A negative age is a clock that went wrong, and not fresh.
func (r Reading[T]) Fresh(maxAge time.Duration) Option[T] {
	if r.Quality != Good || r.Age < 0 || r.Age > maxAge {
		return None[T]()
	}
	return Some(r.Value)
}
