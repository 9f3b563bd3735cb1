package flow

import (
	"math/bits"
	"time"
)

// Jitter is how chance spreads waits, so that clients that failed together do not come back together.
type Jitter uint8

// Of a wait w that grew exponentially, NoJitter waits w, FullJitter a random time from [0, w), EqualJitter one from [w/2, w).
// DecorrelatedJitter waits a random time between First and Factor times the wait before.
const (
	NoJitter Jitter = iota
	FullJitter
	EqualJitter
	DecorrelatedJitter
)

func (j Jitter) String() string {
	return closed("jitter", int(j), "no jitter", "full jitter", "equal jitter", "decorrelated jitter")
}

// Backoff is how long to wait before a retry: First, then Factor times as long for each retry more, up to Max. The zero Backoff does
// not wait.
//
// Source: M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015, which has all four kinds of jitter.
//
// Does not do: waiting for longer because the callee asked for it (Retry-After); take the longer of the two.
type Backoff struct {
	First  time.Duration // before the first retry, jitter apart
	Max    time.Duration // no wait is longer
	Factor float64       // at least 1; 2 is usual, and 3 with DecorrelatedJitter
	Jitter Jitter
}

// Valid says what is wrong with the settings, or nil.
func (b Backoff) Valid() error {
	switch {
	case b.First < 0:
		return invalid("Backoff.First", b.First, "no negative time", "0 tries again at once")
	case b.Max < b.First:
		return invalid("Backoff.Max", b.Max, "at least First, "+b.First.String(), "a cap is needed: without one the waits grow for ever")
	case b.First > 0 && !(b.Factor >= 1):
		return invalid("Backoff.Factor", b.Factor, "a number of at least 1", "2 doubles the wait with each retry, 1 keeps it")
	case b.Jitter > DecorrelatedJitter:
		return invalid("Backoff.Jitter", b.Jitter, "one of NoJitter, FullJitter, EqualJitter, DecorrelatedJitter", "FullJitter is the usual one")
	}
	return nil
}

// Wait is how long to wait before a retry, 0 being the first, where u in [0, 1) is chance. With DecorrelatedJitter, which goes by the
// wait before, it takes that as long as it can have been; Next has the whole truth.
//
//assay:pure
func (b Backoff) Wait(retry int, u float64) time.Duration {
	w := b.grown(retry)
	switch b.Jitter {
	case NoJitter:
	case FullJitter:
		return part(w, u)
	case EqualJitter:
		return w/2 + part(w-w/2, u)
	case DecorrelatedJitter:
		return b.Next(w, u)
	}
	return w
}

// Next is how long to wait with DecorrelatedJitter after a wait of previous (0 if there was none): from [First, Factor*previous), and
// Max where that is longer.
//
//assay:pure
func (b Backoff) Next(previous time.Duration, u float64) time.Duration {
	top := capped(float64(max(b.First, previous))*b.Factor, Never)
	return min(b.Max, after(b.First, part(top-b.First, u)))
}

// grown is First * Factor^retry up to Max. It multiplies alone, by squaring: products of floats are the same on every machine, where
// math.Pow and fused sums need not be, and a simulation must replay anywhere.
func (b Backoff) grown(retry int) time.Duration {
	if b.First <= 0 {
		return 0
	}
	w, square := float64(b.First), b.Factor
	for bit := range bits.Len(uint(max(0, retry))) {
		if retry>>bit&1 == 1 {
			w *= square
		}
		square *= square
	}
	return capped(w, b.Max)
}

// capped is a number of nanoseconds as a time, at most top. NaN, which 0 times infinity is, counts as too long.
func capped(ns float64, top time.Duration) time.Duration {
	if ns < float64(top) {
		return time.Duration(ns)
	}
	return top
}

// part is the part u of w. A u outside [0, 1) is taken as the next number inside.
func part(w time.Duration, u float64) time.Duration {
	switch {
	case !(u > 0):
		return 0
	case u >= 1:
		return max(0, w-1)
	}
	return min(max(0, w-1), time.Duration(float64(w)*u))
}
