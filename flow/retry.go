package flow

import "time"

// Retry is how often one request is tried, and with which waits between. The zero Retry is not valid: Tries counts the first try too.
//
// Source: the policies that gRPC (gRFC A6) and failsafe-go call maxAttempts and backoff. Unlike theirs, a try that could only begin
// once the deadline is past is given up at once, rather than waited for.
//
// Does not do: bound the retries of many requests together. That is what Budget is for, and without one a callee that fails gets
// Tries times its load.
type Retry struct {
	Tries   int           // at most, the first included
	Backoff Backoff       // between them
	Timeout time.Duration // of each try; 0 is none but the deadline
}

// RetryState is where one request stands: how many tries were made, how long it last waited, and until when it is worth trying.
type RetryState struct {
	Tried    int
	Waited   time.Duration
	Deadline time.Duration
	Over     bool
}

// RetryVerdict is what becomes of a request.
type RetryVerdict uint8

// Try means to try, after a wait. All others are final: Succeeded; TriesSpent, where the last try failed; NoTime, where the next one
// would begin at the deadline or past it; Unretryable, where it would get the same answer; and AlreadyOver, where an outcome comes in after
// any of these.
const (
	Try RetryVerdict = iota
	Succeeded
	TriesSpent
	NoTime
	Unretryable
	AlreadyOver
)

func (v RetryVerdict) String() string {
	return closed("verdict", int(v), "try", "succeeded", "tries spent", "no time", "unretryable", "already over")
}

// RetryAnswer says whether to try, and if so, how long to wait before and how long to wait for the reply (Never: as long as it takes).
type RetryAnswer struct {
	Verdict RetryVerdict
	After   time.Duration
	Timeout time.Duration
}

// Valid says what is wrong with the settings, or nil.
func (r Retry) Valid() error {
	switch {
	case r.Tries < 1:
		return invalid("Retry.Tries", r.Tries, "at least 1", "the first try counts: 3 is one try and two retries")
	case r.Timeout < 0:
		return invalid("Retry.Timeout", r.Timeout, "no negative time", "0 leaves the deadline alone to end a try")
	}
	return r.Backoff.Valid()
}

// Start is a request of which nothing was tried, which is worth an answer until deadline (Never: for ever), and whether to try.
//
//assay:pure
func (r Retry) Start(deadline, now time.Duration) (RetryState, RetryAnswer) {
	return r.try(RetryState{Deadline: deadline}, 0, now)
}

// Step takes the outcome of a try, and says whether there is another. Chance u in [0, 1) is for the jitter.
//
//assay:pure
func (r Retry) Step(s RetryState, e Outcome, u float64, now time.Duration) (RetryState, RetryAnswer) {
	switch {
	case s.Over:
		return s, RetryAnswer{Verdict: AlreadyOver}
	case e == Answered:
		return s.end(Succeeded)
	case !e.bad():
		return s.end(Unretryable)
	case s.Tried >= r.Tries:
		return s.end(TriesSpent)
	}
	return r.try(s, r.wait(s, u), now)
}

// try begins the next try after a wait, if that is before the deadline.
func (r Retry) try(s RetryState, wait, now time.Duration) (RetryState, RetryAnswer) {
	begin := after(now, wait)
	if begin >= s.Deadline {
		return s.end(NoTime)
	}
	timeout := Never
	if s.Deadline != Never {
		timeout = since(begin, s.Deadline)
	}
	if r.Timeout > 0 {
		timeout = min(timeout, r.Timeout)
	}
	s.Tried, s.Waited = s.Tried+1, wait
	return s, RetryAnswer{Verdict: Try, After: wait, Timeout: timeout}
}

func (r Retry) wait(s RetryState, u float64) time.Duration {
	if r.Backoff.Jitter == DecorrelatedJitter {
		return r.Backoff.Next(s.Waited, u)
	}
	return r.Backoff.Wait(s.Tried-1, u)
}

func (s RetryState) end(v RetryVerdict) (RetryState, RetryAnswer) {
	s.Over = true
	return s, RetryAnswer{Verdict: v}
}
