package flow

import "time"

// Breaker stops calls to a callee that does not answer, so that the caller fails at once and the callee has time to recover. Closed,
// all calls pass; it opens when Failures calls in a row failed, or when a share Ratio of those that ended within Window did. Open, none
// passes. After Open it is half-open: Probes calls pass, and when as many in a row were answered it closes, while one that fails opens it
// again.
//
// Source: M. Nygard, Release It!, 2007. How calls are counted: the runs of failures and the probes as gobreaker does, the sliding window as
// failsafe-go and resilience4j do.
//
// Does not do: tell slow from failed; let the caller's timeout decide, and report TimedOut. A breaker for many callees together
// opens for all of them when one is down: have one for each.
type Breaker struct {
	Failures int           // in a row that open it; 0: they do not
	Ratio    float64       // above 0 to 1, of the calls in Window; 0: it does not open by that
	Window   time.Duration // sliding in ten steps
	Least    int           // calls that Window must have seen before Ratio counts

	Open   time.Duration // for how long no call passes
	Probes int           // calls that pass half-open
	Lost   time.Duration // half-open, a probe of which nothing was heard for so long counts as failed; 0: it is waited for
}

// Phase is where a breaker stands.
type Phase uint8

// Closed passes all calls, Open none, and HalfOpen a few probes.
const (
	Closed Phase = iota
	Open
	HalfOpen
)

func (p Phase) String() string { return closed("phase", int(p), "closed", "open", "half-open") }

// BreakerState is where a breaker stands and what it has counted. The zero value is a closed breaker.
type BreakerState struct {
	Phase  Phase
	ticket Ticket        // of the calls that pass now; another for each change of phase
	since  time.Duration // when it opened, or let the last probe pass
	row    int           // failures in a row when closed, answers in a row when half-open
	out    int           // probes that did not end
	counts window
}

// Ticket is what a call that passes is given, and shows when it ends. An outcome from before the last change of phase counts for
// nothing: a slow failure of yesterday does not open the breaker that closed since.
type Ticket uint64

// BreakerEvent is Ask or Ended.
type BreakerEvent struct {
	ended   bool
	ticket  Ticket
	outcome Outcome
}

// Ask asks whether a call may pass.
func Ask() BreakerEvent { return BreakerEvent{} }

// Ended says how a call ended that passed with a ticket. Answered and Final speak for the callee, Failed and TimedOut against it.
func Ended(t Ticket, o Outcome) BreakerEvent { return BreakerEvent{ended: true, ticket: t, outcome: o} }

// BreakerAnswer says whether a call may pass, with which ticket, and if not, when to ask again at the earliest; Wait is 0 where that
// depends on probes alone.
type BreakerAnswer struct {
	Pass   bool
	Ticket Ticket
	Wait   time.Duration
}

// Valid says what is wrong with the settings, or nil.
func (b Breaker) Valid() error {
	switch {
	case b.Failures < 0:
		return invalid("Breaker.Failures", b.Failures, "no negative number", "0 counts no failures in a row; 5 is usual")
	case !(b.Ratio >= 0 && b.Ratio <= 1):
		return invalid("Breaker.Ratio", b.Ratio, "a number from 0 to 1", "0.5 opens it when half of the calls failed")
	case b.Failures == 0 && b.Ratio == 0:
		return invalid("Breaker.Failures", b.Failures, "above 0, as Ratio is 0 too", "nothing would open this breaker")
	case b.Ratio > 0 && b.Window < windowSteps:
		return invalid("Breaker.Window", b.Window, "a time above 0, as there is a Ratio", "10s slides in steps of one second")
	case b.Ratio > 0 && b.Least < 1:
		return invalid("Breaker.Least", b.Least, "at least 1, as there is a Ratio", "20 keeps it from judging by a handful of calls")
	case b.Open <= 0:
		return invalid("Breaker.Open", b.Open, "a time above 0", "60s is gobreaker's and failsafe-go's")
	case b.Probes < 1:
		return invalid("Breaker.Probes", b.Probes, "at least 1", "without a probe it never closes again")
	case b.Lost < 0:
		return invalid("Breaker.Lost", b.Lost, "no negative time", "0 waits for every probe; some time above the call's timeout is safe")
	}
	return nil
}

// Start is a closed breaker.
//
//assay:pure
func (b Breaker) Start() BreakerState { return BreakerState{} }

// Step says whether a call may pass, or takes note of how one ended, for which the answer is empty.
//
//assay:pure
func (b Breaker) Step(s BreakerState, e BreakerEvent, now time.Duration) (BreakerState, BreakerAnswer) {
	s = b.pass(s, now)
	switch {
	case !e.ended:
		return b.ask(s, now)
	case e.ticket != s.ticket:
		return s, BreakerAnswer{}
	}
	switch s.Phase {
	case Closed:
		s = b.count(s, e.outcome.bad(), now)
	case HalfOpen:
		s = b.probed(s, e.outcome.bad(), now)
	case Open: // no ticket is given while it is open
	}
	return s, BreakerAnswer{}
}

// pass is what time alone does.
func (b Breaker) pass(s BreakerState, now time.Duration) BreakerState {
	switch {
	case s.Phase == HalfOpen && b.Lost > 0 && s.out > 0 && since(s.since, now) >= b.Lost:
		// What the caller forgot would keep it half-open for ever (TestBreakerLostProbe). It opened when the probe was lost, not
		// when somebody came to see.
		s = s.to(Open, after(s.since, b.Lost))
	}
	if s.Phase == Open && since(s.since, now) >= b.Open {
		s = s.to(HalfOpen, now)
	}
	return s
}

func (b Breaker) ask(s BreakerState, now time.Duration) (BreakerState, BreakerAnswer) {
	switch {
	case s.Phase == Open:
		return s, BreakerAnswer{Wait: b.Open - since(s.since, now)}
	case s.Phase == HalfOpen && s.out+s.row >= b.Probes:
		return s, BreakerAnswer{}
	case s.Phase == HalfOpen:
		s.out++
		s.since = max(s.since, now)
	}
	return s, BreakerAnswer{Pass: true, Ticket: s.ticket}
}

// count takes note of a call that ended while closed, and opens if it was one too many. The ratio is judged after answers too: the one
// that makes enough calls to judge by may be an answer.
func (b Breaker) count(s BreakerState, failed bool, now time.Duration) BreakerState {
	s.row++
	if !failed {
		s.row = 0
	}
	if b.Ratio > 0 {
		s.counts = s.counts.add(failed, b.Window, now)
	}
	ended, bad := s.counts.sum()
	// Divided, not multiplied: 100 times the float .07 is more than 7, while 7/100 is that float (TestBreakerRatioIsExact).
	byRatio := b.Ratio > 0 && ended >= max(1, b.Least) && float64(bad)/float64(ended) >= b.Ratio
	if b.Failures > 0 && s.row >= b.Failures || byRatio {
		return s.to(Open, now)
	}
	return s
}

func (b Breaker) probed(s BreakerState, failed bool, now time.Duration) BreakerState {
	if failed {
		return s.to(Open, now)
	}
	s.out, s.row = max(0, s.out-1), s.row+1
	if s.row >= b.Probes {
		return s.to(Closed, now)
	}
	return s
}

// to is the next phase, in which nothing was counted yet.
func (s BreakerState) to(p Phase, now time.Duration) BreakerState {
	return BreakerState{Phase: p, ticket: s.ticket + 1, since: max(s.since, now)}
}
