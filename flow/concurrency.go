package flow

import "time"

// Concurrency bounds how many calls are under way at once, which by Little's law bounds the time that they spend waiting. The limit
// stays where it begins, or Adapt moves it.
//
// Source: the limiters of Netflix concurrency-limits (E. Landau, W. Thurston, T. Bozarth, Performance Under Load, 2018).
//
// Does not do: queue what it refuses. A queue before it needs a bound of its own, and Shed.
type Concurrency struct {
	Limit    int        // calls at once, to begin with
	Min, Max int        // between which the limit moves; both 0 where it does not
	Adapt    Adaptation // AIMD, Gradient, or nil: the limit stays

	Window  time.Duration // over which calls are averaged before the limit moves; 0 moves it with each call that ends
	Samples int           // calls that a window must have seen
}

// Adaptation is a way to move a limit: AIMD or Gradient.
type Adaptation interface {
	// adapt moves the limit of a state by what a window of calls saw.
	//
	//assay:pure
	adapt(c Concurrency, s ConcurrencyState, w sample) ConcurrencyState
	valid() error
}

// sample is what calls of a window had in common.
type sample struct {
	took     time.Duration // on average, of those that were answered
	inFlight int           // at most, when they ended
	dropped  bool          // one failed or timed out
}

// ConcurrencyState is how many calls are under way, and the limit.
type ConcurrencyState struct {
	InFlight int
	limit    float64 // gradients move it by fractions
	long     float64 // ns; the long-term average of Gradient
	seen     int     // windows that went into it

	open     bool // a window is
	until    time.Duration
	samples  int // calls that ended in the window, answered ones and others
	answered int
	total    time.Duration // time of the answered ones together
	most     int           // in flight
	dropped  bool
}

// ConcurrencyEvent is Begin or End.
type ConcurrencyEvent struct {
	end     bool
	outcome Outcome
	took    time.Duration
}

// Begin asks whether a call may begin.
func Begin() ConcurrencyEvent { return ConcurrencyEvent{} }

// End says that a call that was let in ended, how, and how long it took. Failed and TimedOut lower the limit of those that adapt;
// Final says nothing about load, so its time does not count.
func End(o Outcome, took time.Duration) ConcurrencyEvent {
	return ConcurrencyEvent{end: true, outcome: o, took: took}
}

// Limit is how many calls may be under way.
func (s ConcurrencyState) Limit() int { return int(s.limit) }

// Valid says what is wrong with the settings, or nil.
func (c Concurrency) Valid() error {
	switch {
	case c.Limit < 1:
		return invalid("Concurrency.Limit", c.Limit, "at least 1", "the rate of calls times their time is how many are under way")
	case c.Adapt == nil && (c.Min != 0 || c.Max != 0):
		return invalid("Concurrency.Adapt", nil, "an Adaptation, as Min or Max is given", "AIMD and Gradient move a limit; without one leave Min and Max at 0")
	case c.Adapt == nil:
		return nil
	case c.Min < 1 || c.Min > c.Limit:
		return invalid("Concurrency.Min", c.Min, "from 1 to Limit", "a limit of 0 would never see a call again")
	case c.Max < c.Limit || c.Max > concurrencyMax:
		return invalid("Concurrency.Max", c.Max, "from Limit to 1000000", "it is the bound where the adaptation errs")
	case c.Window < 0:
		return invalid("Concurrency.Window", c.Window, "no negative time", "0 moves the limit with each call")
	case c.Samples < 0:
		return invalid("Concurrency.Samples", c.Samples, "no negative number", "10 is usual with a Window")
	}
	return c.Adapt.valid()
}

const concurrencyMax = 1_000_000

// Start has no call under way.
//
//assay:pure
func (c Concurrency) Start() ConcurrencyState { return ConcurrencyState{limit: float64(c.Limit)} }

// Step says whether a call may Begin, and takes note of one that has come to its End, for which it always answers true.
//
//assay:pure
func (c Concurrency) Step(s ConcurrencyState, e ConcurrencyEvent, now time.Duration) (ConcurrencyState, bool) {
	if !e.end {
		if s.InFlight >= s.Limit() {
			return s, false
		}
		s.InFlight++
		return s, true
	}
	if c.Adapt != nil {
		s = c.window(s.see(e, now, c.Window), now)
	}
	s.InFlight = max(0, s.InFlight-1)
	return s, true
}

// see puts a call that ended into the window, which begins with the first one.
func (s ConcurrencyState) see(e ConcurrencyEvent, now, length time.Duration) ConcurrencyState {
	if !s.open {
		s.open, s.until = true, after(now, length)
	}
	s.most = max(s.most, s.InFlight)
	switch {
	case e.outcome.bad():
		s.dropped = true
	case e.outcome == Answered:
		s.answered++
		s.total = after(s.total, max(0, e.took))
	default:
		return s
	}
	s.samples++
	return s
}

// window closes a window that is over and has seen enough, and moves the limit by it.
func (c Concurrency) window(s ConcurrencyState, now time.Duration) ConcurrencyState {
	if now < s.until || s.samples < max(1, c.Samples) {
		return s
	}
	w := sample{took: s.total / time.Duration(max(1, s.answered)), inFlight: s.most, dropped: s.dropped}
	s.open, s.samples, s.answered, s.total, s.most, s.dropped = false, 0, 0, 0, 0, false
	s = c.Adapt.adapt(c, s, w)
	s.limit = max(float64(c.Min), min(float64(c.Max), s.limit))
	return s
}
