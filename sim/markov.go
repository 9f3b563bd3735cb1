package sim

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// RetryChain is a queue whose clients retry, as a Markov chain small enough to be solved: how many tries wait is its whole state. A try
// that finds n before it has timed out by the time that it is served with the probability that n+1 exponential services take longer
// than the timeout, and then comes again, at once and up to Tries in all.
//
// It is an approximation from the safe side for long queues (the retries of a try come when it times out, and not with it), and tells
// the order of magnitude: a good state that holds for a minute from one that holds for a year.
type RetryChain struct {
	Lambda  float64       // requests a second
	Mu      float64       // tries served a second
	Room    int           // tries that fit, those being served included
	Timeout time.Duration // of one try
	Tries   int           // at most, in all
}

// arrivals is the rate at which tries come while n are there.
func (c RetryChain) arrivals(n int) float64 {
	late := distuv.Poisson{Lambda: c.Mu * c.Timeout.Seconds()}.CDF(float64(n))
	rate, again := 0., 1.
	for range max(c.Tries, 1) {
		rate += again
		again *= late
	}
	return c.Lambda * rate
}

// Sustains is from how many waiting tries on the retries alone keep the queue full: Q*, where tries come faster than they are served.
// Without such a length there is one stable state, and it is answered false.
func (c RetryChain) Sustains() (tries int, bistable bool) {
	for n := range c.Room {
		if c.arrivals(n) > c.Mu {
			return n, n > 0
		}
	}
	return 0, false
}

// ToCollapse is the expected time from an empty queue to a full one, and ToRecover that from a full queue to an empty one, which is
// math.Inf(1) where it is longer than can be counted (Karlin and Taylor, A First Course in Stochastic Processes, 4.7: expected passage
// times of a birth and death process).
func (c RetryChain) ToCollapse() float64 {
	step, total := 0., 0. // the time from n to n+1
	for n := range c.Room {
		birth := c.arrivals(n)
		death := c.Mu
		if n == 0 {
			death = 0
		}
		step = 1/birth + death/birth*step
		total += step
	}
	return capInfinite(total)
}

// ToRecover is the expected time from a full queue to an empty one, in seconds.
func (c RetryChain) ToRecover() float64 {
	step, total := 0., 0. // the time from n to n-1
	for n := c.Room; n > 0; n-- {
		birth := c.arrivals(n)
		if n == c.Room {
			birth = 0
		}
		step = 1/c.Mu + birth/c.Mu*step
		total += step
	}
	return capInfinite(total)
}

func capInfinite(x float64) float64 {
	if math.IsNaN(x) || x > 1e300 {
		return math.Inf(1)
	}
	return x
}
