package flow_test

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/assay-dev/assay/flow"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
)

// The ratio over a sliding window, beside failsafe-go's time-based breaker: both slide in tenths that lie at multiples since an origin,
// and judge after each call that ends. Synctest's clock begins at a whole second, so the origins agree.
//
// It rounds rates to hundredths, which shows from about a hundred calls in a window on; so few fit in here, and the case is looked at
// by itself. gobreaker is no peer for this: it judges after failures alone, and counts a call where it began.
func TestBreakerWindowBesideFailsafe(t *testing.T) {
	opened, forgotten := 0, 0
	seeds(t, 100, func(t *testing.T, r *rand.Rand, now func() time.Duration) {
		ratio, least, probes := float64(1+r.IntN(9))/10, 1+r.IntN(10), 1+r.IntN(3)
		b := flow.Breaker{Ratio: ratio, Window: 10 * second, Least: least, Open: 2 * second, Probes: probes}
		theirs := circuitbreaker.NewBuilder[any]().WithFailureRateThreshold(ratio, uint(least), b.Window).
			WithSuccessThreshold(uint(probes)).WithDelay(b.Open).Build()
		s, last := b.Start(), time.Duration(0)
		for range 400 {
			pause := time.Duration(200+r.IntN(800)) * ms
			if r.IntN(20) == 0 {
				pause = time.Duration(r.IntN(25)) * second
			}
			time.Sleep(pause)
			a := ask(b, &s, now())
			same(t, "pass", a.Pass, theirs.TryAcquirePermit())
			same(t, "wait", a.Wait, theirs.RemainingDelay())
			if !a.Pass {
				opened++
				continue
			}
			if now()-last > b.Window {
				forgotten++
			}
			last = now()
			if r.Float64() < ratio {
				ended(b, &s, a.Ticket, flow.Failed, now())
				theirs.RecordFailure()
			} else {
				ended(b, &s, a.Ticket, flow.Answered, now())
				theirs.RecordSuccess()
			}
			same(t, "state", s.Phase.String(), theirs.State().String())
		}
	})
	if opened < 1000 || forgotten < 100 {
		t.Fatalf("refused %d times and outlived the window %d times, expected many", opened, forgotten)
	}
}

// 50 of 101 calls is less than half, and rounds to half.
func TestBreakerRoundsNoRatio(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := flow.Breaker{Ratio: .5, Window: 10 * second, Least: 101, Open: second, Probes: 1}
		theirs := circuitbreaker.NewBuilder[any]().WithFailureRateThreshold(.5, 101, b.Window).WithDelay(second).Build()
		s := b.Start()
		for i := range 101 {
			a := ask(b, &s, 0)
			if i < 50 {
				ended(b, &s, a.Ticket, flow.Failed, 0)
				theirs.RecordFailure()
			} else {
				ended(b, &s, a.Ticket, flow.Answered, 0)
				theirs.RecordSuccess()
			}
		}
		same(t, "failsafe-go", theirs.State(), circuitbreaker.OpenState)
		same(t, "flow", s.Phase, flow.Closed)
	})
}
