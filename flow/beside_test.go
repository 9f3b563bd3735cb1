package flow_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/assay-dev/assay/flow"
	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/ratelimiter"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	"github.com/sony/gobreaker/v2"
)

var errFailed = errors.New("failed")

// seeds runs a random sequence of events and times for each of a few seeds, each in a bubble with its own clock.
func seeds(t *testing.T, n uint64, body func(t *testing.T, r *rand.Rand, now func() time.Duration)) {
	for seed := range n {
		synctest.Test(t, func(t *testing.T) {
			origin := time.Now()
			body(t, rand.New(rand.NewPCG(seed, 1)), func() time.Duration { return time.Since(origin) })
			if t.Failed() {
				t.Logf("seed %d", seed)
			}
		})
	}
}

// One call after the other. With calls that overlap failsafe-go differs by design: it has no tickets, so that an outcome from before
// a change of phase counts, and half-open each call that ends lets another in, where Probes is how many pass in all.
func TestBreakerBesideFailsafe(t *testing.T) {
	opened := 0
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		n, probes, open := 1+r.IntN(4), 1+r.IntN(3), time.Duration(1+r.IntN(5))*second
		theirs := circuitbreaker.NewBuilder[any]().WithFailureThreshold(uint(n)).WithSuccessThreshold(uint(probes)).WithDelay(open).Build()
		b := flow.Breaker{Failures: n, Open: open, Probes: probes}
		s := b.Start()
		for range 300 {
			time.Sleep(time.Duration(r.IntN(4)) * second / 2)
			a := ask(b, &s, now())
			same(t, "pass", a.Pass, theirs.TryAcquirePermit())
			same(t, "state", s.Phase.String(), theirs.State().String())
			same(t, "wait", a.Wait, theirs.RemainingDelay())
			if !a.Pass {
				opened++
				continue
			}
			time.Sleep(time.Duration(r.IntN(3)) * second / 2)
			if r.IntN(2) == 0 {
				ended(b, &s, a.Ticket, flow.Failed, now())
				theirs.RecordFailure()
			} else {
				ended(b, &s, a.Ticket, flow.Answered, now())
				theirs.RecordSuccess()
			}
			same(t, "state after", s.Phase.String(), theirs.State().String())
		}
	})
	if opened < 1000 {
		t.Fatalf("refused %d times, expected many", opened)
	}
}

// Calls overlap, and end in any order. gobreaker differs in one instant: when Timeout is over to the nanosecond it still refuses,
// so steps are drawn such that no sum of them hits it, and the instant is looked at by itself.
func TestBreakerBesideGobreaker(t *testing.T) {
	half := 0
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		n, probes := 1+r.IntN(4), 1+r.IntN(3)
		theirs := gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{
			MaxRequests: uint32(probes), Timeout: second, ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= uint32(n) },
		})
		b := flow.Breaker{Failures: n, Open: second, Probes: probes}
		s := b.Start()
		var ends []func(flow.Outcome)
		for range 300 {
			time.Sleep(time.Duration(r.Int64N(int64(second / 2))))
			if len(ends) > 0 && r.IntN(2) == 0 {
				i := r.IntN(len(ends))
				ends[i](flow.Outcome(r.IntN(4)))
				ends = append(ends[:i], ends[i+1:]...)
			} else {
				a := ask(b, &s, now())
				done, err := theirs.Allow()
				same(t, "pass", a.Pass, err == nil)
				if a.Pass {
					ends = append(ends, func(o flow.Outcome) {
						ended(b, &s, a.Ticket, o, now())
						done(map[flow.Outcome]error{flow.Failed: errFailed, flow.TimedOut: errFailed}[o])
					})
				}
			}
			same(t, "state", s.Phase.String(), theirs.State().String())
			if s.Phase == flow.HalfOpen {
				half++
			}
		}
	})
	if half < 1000 {
		t.Fatalf("half-open %d times, expected many", half)
	}
	synctest.Test(t, func(t *testing.T) {
		theirs := gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{Timeout: second, ReadyToTrip: func(gobreaker.Counts) bool { return true }})
		done, _ := theirs.Allow()
		done(errFailed)
		time.Sleep(second)
		same(t, "after Timeout", theirs.State(), gobreaker.StateOpen)
		time.Sleep(1)
		same(t, "a nanosecond later", theirs.State(), gobreaker.StateHalfOpen)
	})
}

// At the beginnings of periods. Between them they differ by design: bursty gives all permits of a period at its beginning, hence
// twice as many around it, and a bucket never more than Burst at once.
func TestRateBesideBursty(t *testing.T) {
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		n := 1 + r.IntN(6)
		theirs := ratelimiter.NewBursty[any](uint(n), second)
		p := flow.Rate{Permits: n, Per: second, Burst: n}
		s, a := p.Start(), flow.RateAnswer{}
		for range 300 {
			time.Sleep(time.Duration(max(0, r.IntN(4)-1)) * second)
			k := 1 + r.IntN(n+1)
			s, a = p.Step(s, k, now())
			same(t, "permits", a.OK, theirs.TryAcquirePermits(uint(k)))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		theirs, p := ratelimiter.NewBursty[any](5, second), flow.Rate{Permits: 5, Per: second, Burst: 5}
		time.Sleep(second - 1)
		s, a := p.Step(p.Start(), 5, second-1)
		same(t, "before a period", theirs.TryAcquirePermits(5) && a.OK, true)
		time.Sleep(1)
		same(t, "twice as many", theirs.TryAcquirePermits(5), true)
		_, a = p.Step(s, 5, second)
		same(t, "a bucket", a, flow.RateAnswer{Wait: second - 1})
	})
}

// At multiples of the interval, and between them while permits are promised ahead. Elsewhere they differ by design: smooth keeps to the
// multiples, so that two permits may be closer than an interval after a pause, and a bucket of one keeps the distance.
func TestRateBesideSmooth(t *testing.T) {
	waited := 0
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		most := time.Duration(r.IntN(6)) * 50 * ms
		theirs := ratelimiter.NewSmoothWithMaxRate[any](100 * ms)
		p := flow.Rate{Permits: 1, Per: 100 * ms, Burst: 1, MaxWait: most}
		s := p.Start()
		try := func() {
			next, a := p.Step(s, 1, now())
			want := theirs.TryReservePermit(most)
			same(t, "permit", a.OK, want != -1)
			if s = next; a.OK {
				same(t, "wait", a.Wait, want)
			}
			if a.Wait > 0 {
				waited++
			}
			if _, a = p.Step(s, 1, now()); a.Wait > 50*ms {
				time.Sleep(50 * ms) // between multiples, and permits are promised
				next, a = p.Step(s, 1, now())
				s = next
				same(t, "between", a.OK, theirs.TryReservePermit(most) != -1)
				time.Sleep(50 * ms)
			}
		}
		for range 200 {
			time.Sleep(time.Duration(max(0, r.IntN(4)-1)) * 100 * ms)
			try()
		}
	})
	if waited < 1000 {
		t.Fatalf("waited %d times, expected many", waited)
	}
	synctest.Test(t, func(t *testing.T) {
		theirs, p := ratelimiter.NewSmoothWithMaxRate[any](100*ms), flow.Rate{Permits: 1, Per: 100 * ms, Burst: 1}
		time.Sleep(150 * ms)
		s, a := p.Step(p.Start(), 1, 150*ms)
		same(t, "both", theirs.TryAcquirePermit() && a.OK, true)
		time.Sleep(50 * ms)
		same(t, "smooth", theirs.TryAcquirePermit(), true)
		_, a = p.Step(s, 1, 200*ms)
		same(t, "a bucket", a, flow.RateAnswer{Wait: 50 * ms})
	})
}

// The times of all tries. Factors are whole numbers: failsafe-go rounds down after each multiplication, Backoff once.
func TestRetryBesideFailsafe(t *testing.T) {
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		b := flow.Backoff{First: time.Duration(1 + r.Int64N(int64(second))), Factor: float64(2 + r.IntN(3))}
		b.Max = b.First + 1 + time.Duration(r.Int64N(int64(20*second)))
		p := flow.Retry{Tries: 1 + r.IntN(8), Backoff: b}
		well := r.IntN(10) // the try that is answered
		var at []time.Duration
		policy := retrypolicy.NewBuilder[any]().WithMaxRetries(p.Tries-1).WithBackoffFactor(b.First, b.Max, b.Factor).Build()
		err := failsafe.With[any](policy).Run(func() error {
			at = append(at, now())
			if len(at)-1 == well {
				return nil
			}
			return errFailed
		})
		clock := time.Duration(0)
		s, a := p.Start(flow.Never, 0)
		for i := 0; a.Verdict == flow.Try; i++ {
			clock += a.After
			if i >= len(at) || at[i] != clock {
				t.Fatalf("try %d at %v, expected one of %v", i, clock, at)
			}
			o := flow.Failed
			if i == well {
				o = flow.Answered
			}
			s, a = p.Step(s, o, .5, clock)
		}
		same(t, "tries", s.Tried, len(at))
		same(t, "answered", a.Verdict == flow.Succeeded, err == nil)
	})
}
