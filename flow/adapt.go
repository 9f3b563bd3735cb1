package flow

import "time"

// AIMD adds one to the limit when calls are answered in time, and multiplies it by Backoff when one is not: additive increase,
// multiplicative decrease, as TCP does (D. Chiu and R. Jain, 1989). Less than half of the limit in use says nothing about the limit, so
// it does not grow then.
type AIMD struct {
	Backoff float64       // from .5 to below 1; .9 is usual
	Slow    time.Duration // an answer that took longer counts as none; 0: none does
}

func (a AIMD) valid() error {
	switch {
	case !(a.Backoff >= .5 && a.Backoff < 1):
		return invalid("AIMD.Backoff", a.Backoff, "from 0.5 to below 1", "0.9 gives a tenth back at each drop")
	case a.Slow < 0:
		return invalid("AIMD.Slow", a.Slow, "no negative time", "0 takes failures alone for drops")
	}
	return nil
}

//assay:pure
func (a AIMD) adapt(_ Concurrency, s ConcurrencyState, w sample) ConcurrencyState {
	limit := s.Limit()
	switch {
	case w.dropped || a.Slow > 0 && w.took > a.Slow:
		s.limit = float64(min(limit-1, int(float64(limit)*a.Backoff)))
	case 2*w.inFlight >= limit:
		s.limit = float64(limit + 1)
	}
	return s
}

// Gradient compares how long calls take now with how long they took on a long average. As long as they take no longer it lets Queue
// more calls in; when they do it lowers the limit by the same proportion, by half at most. Smoothing is how much of the way it goes.
//
// Source: Gradient2Limit of Netflix concurrency-limits.
//
// Does not do: find overload that was there from the beginning, or that grows slower than the average follows. Max is the bound then.
// A failure lowers the limit only where Dropped is set, as by AIMD, which the source does not have.
type Gradient struct {
	Queue     int     // calls that may wait while the limit is right; 4 is usual
	Smoothing float64 // above 0 to 1; .2 is usual
	Long      int     // windows that the long average goes over; 600 is usual
	Dropped   float64 // what a failure multiplies the limit by, as AIMD.Backoff; 0: failures are not looked at
}

// gradientWarmUp is how many windows go into the long average with equal weight; as many as at the source.
const gradientWarmUp = 10

func (g Gradient) valid() error {
	switch {
	case g.Queue < 1 || g.Queue > concurrencyMax:
		return invalid("Gradient.Queue", g.Queue, "at least 1", "4 is usual; without a queue the limit never grows")
	case !(g.Smoothing > 0 && g.Smoothing <= 1):
		return invalid("Gradient.Smoothing", g.Smoothing, "above 0, and at most 1", "0.2 goes a fifth of the way with each window")
	case g.Long < gradientWarmUp:
		return invalid("Gradient.Long", g.Long, "at least 10", "600 windows of a second remember ten minutes")
	case g.Dropped != 0 && !(g.Dropped >= .5 && g.Dropped < 1):
		return invalid("Gradient.Dropped", g.Dropped, "0, or from 0.5 to below 1", "0.9 gives a tenth back when calls fail")
	}
	return nil
}

// Products stand in conversions so that no machine fuses them into sums: a simulation must come out the same everywhere.
//
//assay:pure
func (g Gradient) adapt(_ Concurrency, s ConcurrencyState, w sample) ConcurrencyState {
	if g.Dropped > 0 && w.dropped {
		s.limit = float64(s.limit * g.Dropped)
		return s
	}
	if w.took <= 0 {
		return s // none was answered
	}
	short := float64(w.took)
	s = g.remember(s, short)
	long := s.long
	if long > 2*short {
		s.long = float64(s.long * .9) // load is gone: do not wait for the average to notice
	}
	if float64(w.inFlight) < s.limit/2 {
		return s // what does not use its limit says nothing about it
	}
	gradient := max(.5, min(1, long/short))
	target := float64(s.limit*gradient) + float64(g.Queue)
	s.limit = float64(s.limit*(1-g.Smoothing)) + float64(target*g.Smoothing)
	return s
}

// remember puts a time into the long average: the plain mean of the first few, then an exponential one.
func (g Gradient) remember(s ConcurrencyState, short float64) ConcurrencyState {
	if s.seen < gradientWarmUp {
		s.seen++
		s.long += (short - s.long) / float64(s.seen)
		return s
	}
	factor := 2 / float64(max(1, g.Long)+1)
	s.long = float64(s.long*(1-factor)) + float64(short*factor)
	return s
}
