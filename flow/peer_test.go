package flow_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/assay-dev/assay/flow"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/sony/gobreaker/v2"
)

var errBad = errors.New("bad")

// A run of calls, one at a time: how long passes before each, and whether it would be answered.
type call struct {
	after time.Duration
	ok    bool
}

func calls(seed uint64, n int) []call {
	r := rand.New(rand.NewPCG(seed, 1))
	all := make([]call, n)
	for i := range all {
		all[i] = call{time.Duration(r.IntN(4000)+1) * time.Millisecond, r.IntN(3) > 0}
	}
	return all
}

// ours is what our breaker passes.
func ours(b flow.Breaker, all []call) (passed []bool) {
	s, now := b.Start(), time.Duration(0)
	for _, c := range all {
		now += c.after
		var a flow.BreakerAnswer
		s, a = b.Step(s, flow.Ask(), now)
		passed = append(passed, a.Pass)
		if !a.Pass {
			continue
		}
		outcome := flow.Failed
		if c.ok {
			outcome = flow.Answered
		}
		s, _ = b.Step(s, flow.Ended(a.Ticket, outcome), now)
	}
	return passed
}

func compare(t *testing.T, peer string, seed uint64, ours, theirs []bool) {
	t.Helper()
	for i := range ours {
		if ours[i] != theirs[i] {
			t.Errorf("seed %d: call %d passes here: %v, with %s: %v", seed, i, ours[i], peer, theirs[i])
			return
		}
	}
}

// The same calls at the same moments pass and are refused as with gobreaker, in whose time a breaker opens after a run of failures and
// closes after as many answered probes.
func TestBreakerLikeGobreaker(t *testing.T) {
	for seed := range uint64(50) {
		all := calls(seed, 300)
		synctest.Test(t, func(t *testing.T) {
			theirs := gobreaker.NewTwoStepCircuitBreaker[any](gobreaker.Settings{MaxRequests: 2, Timeout: 5 * time.Second,
				ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= 3 }})
			var passed []bool
			for _, c := range all {
				time.Sleep(c.after)
				done, err := theirs.Allow()
				passed = append(passed, err == nil)
				if err == nil && c.ok {
					done(nil)
				} else if err == nil {
					done(errBad)
				}
			}
			compare(t, "gobreaker", seed, ours(flow.Breaker{Failures: 3, Open: 5 * time.Second, Probes: 2}, all), passed)
		})
	}
}

// And as with failsafe-go's breaker by consecutive failures.
func TestBreakerLikeFailsafe(t *testing.T) {
	for seed := range uint64(50) {
		all := calls(seed, 300)
		synctest.Test(t, func(t *testing.T) {
			theirs := circuitbreaker.NewBuilder[any]().WithFailureThreshold(3).WithSuccessThreshold(1).WithDelay(5 * time.Second).Build()
			var passed []bool
			for _, c := range all {
				time.Sleep(c.after)
				ok := theirs.TryAcquirePermit()
				passed = append(passed, ok)
				if ok && c.ok {
					theirs.RecordSuccess()
				} else if ok {
					theirs.RecordError(errBad)
				}
			}
			compare(t, "failsafe-go", seed, ours(flow.Breaker{Failures: 3, Open: 5 * time.Second, Probes: 1}, all), passed)
		})
	}
}
