package flow

import (
	"math"
	"time"
)

// Rate is a token bucket: Permits come in every Per, evenly, and at most Burst are kept. In any stretch of time t it admits at most
// Burst + Permits * t / Per, exactly: it counts in integers.
//
// Source: the leaky bucket as a meter, ITU-T I.371; as a token bucket, RFC 2697.
//
// Does not do: keep those that wait in order. With MaxWait, a caller is promised a time, and later callers get later ones.
type Rate struct {
	Permits int           // that come in
	Per     time.Duration // in this time
	Burst   int           // permits kept at most, which is what it begins with
	MaxWait time.Duration // longest wait for which permits are promised ahead; 0 refuses who would have to wait
}

// RateState is a bucket. The zero value is a full one.
type RateState struct {
	owed int64         // what is missing to a full bucket, in units of which a permit costs Per and a nanosecond brings Permits
	at   time.Duration // as of when
}

// RateAnswer says whether the permits were given, and how long to wait: before they may be used, or before to ask again (Never: they
// will not be given).
type RateAnswer struct {
	OK   bool
	Wait time.Duration
}

// rateUnitsMax keeps all sums of units within an int64.
const rateUnitsMax = math.MaxInt64 / 4

// Valid says what is wrong with the settings, or nil.
func (r Rate) Valid() error {
	switch {
	case r.Permits < 1:
		return invalid("Rate.Permits", r.Permits, "at least 1", "100 with Per of time.Second lets 100 a second in")
	case r.Per < 1:
		return invalid("Rate.Per", r.Per, "a time above 0", "100 with Per of time.Second lets 100 a second in")
	case r.Burst < 1 || int64(r.Burst) > rateUnitsMax/int64(r.Per):
		return invalid("Rate.Burst", r.Burst, "at least 1, and less than 73 years of Per", "1 spaces all permits evenly")
	case r.MaxWait < 0 || int64(r.MaxWait) > rateUnitsMax/int64(r.Permits):
		return invalid("Rate.MaxWait", r.MaxWait, "no negative time, and less than 73 years over Permits", "0 refuses who would have to wait")
	}
	return nil
}

// Start is a full bucket.
//
//assay:pure
func (r Rate) Start() RateState { return RateState{} }

// Step is asked for n permits, all or none; that is the one event there is. 0 and less are always given.
//
//assay:pure
func (r Rate) Step(s RateState, n int, now time.Duration) (RateState, RateAnswer) {
	s = r.pay(s, now)
	switch {
	case n <= 0:
		return s, RateAnswer{OK: true}
	case n > r.Burst:
		return s, RateAnswer{Wait: Never}
	}
	permits, owed := int64(max(1, r.Permits)), s.owed+int64(n)*int64(r.Per)
	short := max(0, owed-int64(r.Burst)*int64(r.Per))
	wait := time.Duration(short / permits)
	if short%permits > 0 {
		wait++ // a nanosecond early would be one permit more than the rate
	}
	if wait > r.MaxWait {
		return s, RateAnswer{Wait: wait}
	}
	// What comes into a full bucket before the permits are used is lost, up to a nanosecond's worth: the next ones may not be closer
	// for it (TestRateBound).
	s.owed = max(owed, int64(n)*int64(r.Per)+int64(wait)*permits)
	return s, RateAnswer{OK: true, Wait: wait}
}

// pay brings in what came up to now.
func (r Rate) pay(s RateState, now time.Duration) RateState {
	elapsed, permits := int64(since(s.at, now)), int64(max(1, r.Permits))
	s.at = max(s.at, now)
	if elapsed > s.owed/permits {
		s.owed = 0
		return s
	}
	s.owed -= elapsed * permits
	return s
}
