package flow

import (
	"math"
	"time"
)

// Shed drops what waited too long in a queue, so that the queue is short when it matters: a queue absorbs bursts, and one that stands
// for longer than Interval is only delay. It judges each piece of work when that is taken out, by how long it waited.
//
// It says too which end of the queue to take from next: the oldest, or, while the queue stands, the newest, whose caller still waits.
//
// Source: K. Nichols and V. Jacobson, Controlling Queue Delay, ACM Queue 10(5), 2012, and RFC 8289. By Standing, and the choice of the newest: B.
// Maurer, Fail at Scale, ACM Queue 13(8), 2015.
//
// Does not do: bound the queue. ByCoDel drops ever faster, but little at first: it was made for senders that slow down when they lose
// something. Where they do not, ByStanding drops at once what is over Target.
type Shed struct {
	Target   time.Duration // a wait that is well; 5ms is usual
	Interval time.Duration // for how long waits may be above; 100ms is usual
	Law      Law
}

// Law is how much is dropped while a queue stands.
type Law uint8

// ByCoDel drops one after Interval above Target, and the next ones after Interval over the square roots of 1, 2, 3, ... until one waited
// less than Target. ByStanding drops all that waited longer than Target while the queue was not empty for Interval, and at other times
// what waited longer than Interval.
const (
	ByCoDel Law = iota
	ByStanding
)

func (l Law) String() string { return closed("law", int(l), "CoDel", "standing") }

// ShedState is what is known of a queue.
type ShedState struct {
	standing bool          // the queue is not empty
	from     time.Duration // since then
	above    bool          // waits are above Target
	first    time.Duration // when they will have been for Interval
	dropping bool
	next     time.Duration // when the next is to be dropped
	count    int           // dropped since dropping began
	before   int           // what count was when it began last
}

// ShedEvent is Taken or Emptied.
type ShedEvent struct {
	taken  bool
	waited time.Duration
	left   int
}

// Taken asks about work that was taken out of the queue after it waited so long, where so much is left behind.
func Taken(waited time.Duration, left int) ShedEvent {
	return ShedEvent{taken: true, waited: waited, left: left}
}

// Emptied says that there was nothing to take out.
func Emptied() ShedEvent { return ShedEvent{} }

// ShedAnswer says whether to drop the work that was taken out, and whether to take the newest next rather than the oldest.
type ShedAnswer struct {
	Drop   bool
	Newest bool
}

// Valid says what is wrong with the settings, or nil.
func (h Shed) Valid() error {
	switch {
	case h.Target <= 0:
		return invalid("Shed.Target", h.Target, "a time above 0", "a twentieth of Interval is usual")
	case h.Interval < h.Target:
		return invalid("Shed.Interval", h.Interval, "at least Target, "+h.Target.String(), "as long as a burst may take to pass; 100ms is usual")
	case h.Law > ByStanding:
		return invalid("Shed.Law", h.Law, "ByCoDel or ByStanding", "ByStanding is for callers that do not slow down")
	}
	return nil
}

// Start is an empty queue.
//
//assay:pure
func (h Shed) Start() ShedState { return ShedState{} }

// Step judges work that was taken out.
//
//assay:pure
func (h Shed) Step(s ShedState, e ShedEvent, now time.Duration) (ShedState, ShedAnswer) {
	if e.taken && !s.standing {
		s.standing, s.from = true, now-max(0, e.waited) // it stood since this one came, as nothing was there before
	}
	stood := s.standing && since(s.from, now) >= h.Interval
	drop := false
	switch {
	case !e.taken:
		s.above, s.dropping = false, false
	case h.Law == ByStanding:
		drop = e.waited > h.Interval || stood && e.waited > h.Target
	default:
		s, drop = h.codel(s, e, now)
	}
	s.standing = s.standing && e.left > 0
	return s, ShedAnswer{Drop: drop, Newest: stood && s.standing}
}

// codel is the algorithm of RFC 8289, one piece of work at a time.
func (h Shed) codel(s ShedState, e ShedEvent, now time.Duration) (ShedState, bool) {
	s, long := h.long(s, e, now)
	switch {
	case !long:
		s.dropping = false
		return s, false
	case s.dropping && now < s.next:
		return s, false
	case s.dropping:
		s.count = min(s.count+1, math.MaxInt32)
		s.next = h.law(s.next, s.count)
		return s, true
	}
	s.dropping = true
	// A queue that stood not long ago is dropped from at the speed that emptied it then.
	if recent := s.count - s.before; recent > 1 && since(s.next, now)/16 < h.Interval {
		s.count = recent
	} else {
		s.count = 1
	}
	s.before, s.next = s.count, h.law(now, s.count)
	return s, true
}

// long says whether waits were above Target for Interval. The last piece of work in a queue is never too late: dropping it makes
// nothing shorter.
func (h Shed) long(s ShedState, e ShedEvent, now time.Duration) (ShedState, bool) {
	switch {
	case e.waited < h.Target || e.left <= 0:
		s.above = false
	case !s.above:
		s.above, s.first = true, after(now, h.Interval)
	default:
		return s, now >= s.first
	}
	return s, false
}

// law is when to drop next.
func (h Shed) law(t time.Duration, count int) time.Duration {
	return after(t, time.Duration(float64(h.Interval)/math.Sqrt(float64(max(1, count)))))
}
