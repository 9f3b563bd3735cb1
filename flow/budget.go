package flow

import "time"

// Budget bounds the retries of all requests of a client together, as a share of its requests: each request pays Ratio tokens in, each
// retry takes one out, and without one there is no retry. When a callee fails altogether, its load grows by Ratio and not by the
// number of tries.
//
// In any stretch of its life it allows at most Burst + Ratio * requests + PerSecond * seconds retries.
//
// Source: the retry budgets of Finagle (RetryBudget) and the retry throttling of gRPC (gRFC A6), which counts failures instead.
//
// Does not do: let deposits expire, as Finagle does; what is not used stays, up to Burst. It counts retries, not those that are under
// way at once, as Envoy and failsafe-go do.
type Budget struct {
	Ratio     float64 // tokens a request pays in, from 0 to 1; to a millionth
	Burst     float64 // tokens held at most, which is what it begins with
	PerSecond float64 // tokens that come by themselves, so that a client with few requests may retry at all; to a millionth
}

// Tokens are counted in millionths, as integers, because ten times the float .1 is less than 1: the retry that ten requests paid for
// would be refused (TestBudgetTenTimesATenth).
const (
	microTokens        = 1_000_000
	budgetBurstMax     = 1_000_000 // tokens
	budgetPerSecondMax = 1_000     // tokens; a second in nanoseconds times this in millionths stays an int64
)

// BudgetState is what is in a budget.
type BudgetState struct {
	micros int64         // millionths of a token
	rest   int64         // what PerSecond earned beyond that, in billionths of a millionth
	at     time.Duration // up to when that was paid in
}

// BudgetEvent is what a budget is told or asked.
type BudgetEvent uint8

// Request says that a request is sent for the first time. Retried asks whether another copy of one may be sent, a retry or a hedge.
const (
	Request BudgetEvent = iota
	Retried
)

func (e BudgetEvent) String() string { return closed("event", int(e), "request", "retried") }

// Valid says what is wrong with the settings, or nil.
func (b Budget) Valid() error {
	switch {
	case !(b.Ratio >= 0 && b.Ratio <= 1):
		return invalid("Budget.Ratio", b.Ratio, "a number from 0 to 1", "0.1 allows one retry for ten requests, 0.2 is Finagle's")
	case !(b.Burst >= 1 && b.Burst <= budgetBurstMax):
		return invalid("Budget.Burst", b.Burst, "a number from 1 to 1000000", "a retry takes a whole token, so fewer than one allow none")
	case !(b.PerSecond >= 0 && b.PerSecond <= budgetPerSecondMax):
		return invalid("Budget.PerSecond", b.PerSecond, "a number from 0 to 1000", "0 lets requests alone pay for retries")
	}
	return nil
}

// Start is a full budget.
//
//assay:pure
func (b Budget) Start() BudgetState { return BudgetState{micros: micros(b.Burst)} }

// Tokens is how many retries a budget allows, and fractions of one.
func (s BudgetState) Tokens() float64 { return float64(s.micros) / microTokens }

// Step pays in for a Request, which is always allowed, and says whether a Retried is.
//
//assay:pure
func (b Budget) Step(s BudgetState, e BudgetEvent, now time.Duration) (BudgetState, bool) {
	s = b.earn(s, now)
	if e == Request {
		s.micros += micros(b.Ratio)
		return b.fill(s), true
	}
	if s.micros < microTokens {
		return s, false
	}
	s.micros -= microTokens
	return s, true
}

// earn pays in what PerSecond is worth up to now. What is less than a millionth of a token is kept for the next time, or a client that
// asks often would earn nothing.
func (b Budget) earn(s BudgetState, now time.Duration) BudgetState {
	elapsed, rate, full := int64(since(s.at, now)), micros(b.PerSecond), micros(b.Burst)
	s.at = max(s.at, now)
	if rate == 0 {
		return s
	}
	seconds, ns := elapsed/int64(time.Second), elapsed%int64(time.Second)
	if seconds > full/rate {
		s.micros, s.rest = full, 0
		return s
	}
	s.rest += ns * rate
	s.micros += seconds*rate + s.rest/int64(time.Second)
	s.rest %= int64(time.Second)
	return b.fill(s)
}

// fill keeps a budget from holding more than Burst, fractions included: what was left of one would be a retry too many later.
func (b Budget) fill(s BudgetState) BudgetState {
	if full := micros(b.Burst); s.micros >= full {
		s.micros, s.rest = full, 0
	}
	return s
}

// micros is a number of tokens in millionths, at least 0 and within what Valid allows.
func micros(tokens float64) int64 {
	switch {
	case !(tokens > 0):
		return 0
	case tokens >= budgetBurstMax:
		return budgetBurstMax * microTokens
	}
	return int64(float64(tokens*microTokens) + .5) // converted, so that no machine fuses the two
}
