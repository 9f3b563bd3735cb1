package flow_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

// clock draws times that go on, by up to a second at a step.
func clock(t *rapid.T, now *time.Duration) time.Duration {
	*now += time.Duration(rapid.Int64Range(0, int64(time.Second)).Draw(t, "passes"))
	return *now
}

// In any stretch of time t a bucket admits at most Burst + Permits·t/Per.
func TestRateNeverAdmitsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := flow.Rate{Permits: rapid.IntRange(1, 20).Draw(t, "permits"), Per: time.Second, Burst: rapid.IntRange(1, 10).Draw(t, "burst")}
		type passed struct {
			at time.Duration
			n  int
		}
		s, now, all := r.Start(), time.Duration(0), []passed{}
		for range 60 {
			n := rapid.IntRange(1, 4).Draw(t, "n")
			var a flow.RateAnswer
			if s, a = r.Step(s, n, clock(t, &now)); a.OK {
				all = append(all, passed{now, n})
			}
		}
		for i := range all {
			sum := 0
			for _, p := range all[i:] {
				sum += p.n
				if most := float64(r.Burst) + float64(r.Permits)*(p.at-all[i].at).Seconds(); float64(sum) > most+1e-6 {
					t.Fatalf("%d permits in %v, at most %.3f are allowed", sum, p.at-all[i].at, most)
				}
			}
		}
	})
}

// Retries never exceed what requests paid in, and what the budget began with.
func TestBudgetNeverAllowsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Budget{Ratio: rapid.SampledFrom([]float64{0, .1, .25, 1}).Draw(t, "ratio"), Burst: float64(rapid.IntRange(0, 5).Draw(t, "burst"))}
		s, requests, retries := b.Start(), 0, 0
		for range 200 {
			var ok bool
			if rapid.Bool().Draw(t, "request") {
				s, _ = b.Step(s, flow.Request, 0)
				requests++
			} else if s, ok = b.Step(s, flow.Retried, 0); ok {
				retries++
			}
			if most := b.Burst + b.Ratio*float64(requests); float64(retries) > most+1e-9 {
				t.Fatalf("%d retries of %d requests, at most %.2f are allowed", retries, requests, most)
			}
			if s.Tokens() < 0 || s.Tokens() > b.Burst {
				t.Fatalf("%g tokens of at most %g", s.Tokens(), b.Burst)
			}
		}
	})
}

// An open breaker passes nothing for as long as it says, and a half-open one no more than its probes at once.
func TestBreakerWhileOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Breaker{Failures: rapid.IntRange(1, 4).Draw(t, "failures"), Open: 5 * time.Second, Probes: rapid.IntRange(1, 3).Draw(t, "probes")}
		s, now := b.Start(), time.Duration(0)
		var opened time.Duration
		var under []flow.Ticket
		for range 120 {
			was := s.Phase
			clock(t, &now)
			if rapid.Bool().Draw(t, "ask") {
				var a flow.BreakerAnswer
				s, a = b.Step(s, flow.Ask(), now)
				if a.Pass && was == flow.Open && now-opened < b.Open {
					t.Fatalf("it passed a call %v after it opened", now-opened)
				}
				if a.Pass {
					under = append(under, a.Ticket)
				}
			} else if len(under) > 0 {
				o := rapid.SampledFrom([]flow.Outcome{flow.Answered, flow.Failed, flow.TimedOut}).Draw(t, "outcome")
				s, _ = b.Step(s, flow.Ended(under[0], o), now)
				under = under[1:]
			}
			if s.Phase == flow.Open && was != flow.Open {
				opened = now
			}
			if s.Phase == flow.HalfOpen {
				probes := 0
				for _, ticket := range under {
					if _, a := b.Step(s, flow.Ended(ticket, flow.Failed), now); a.Pass {
						t.Fatal("the end of a call passed one")
					}
					if next, _ := b.Step(s, flow.Ended(ticket, flow.Failed), now); next.Phase == flow.Open {
						probes++
					}
				}
				if probes > b.Probes {
					t.Fatalf("%d probes are under way, %d are allowed", probes, b.Probes)
				}
			}
		}
	})
}

// A batch is never larger than its size asks for, loses nothing, and its first item waits no longer than the delay where the clock is
// looked at when Wake says.
func TestBatchKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Batch{Size: rapid.IntRange(1, 10).Draw(t, "size"), Delay: 3 * time.Second}
		s, now, in, out := b.Start(), time.Duration(0), 0, 0
		var first, wake time.Duration = -1, flow.Never
		for range 80 {
			n := rapid.IntRange(1, 3).Draw(t, "n")
			clock(t, &now)
			if wake < now { // a caller that keeps its appointments comes by then
				var a flow.BatchAnswer
				s, a = b.Step(s, flow.Tick(), wake)
				if a.Flush == 0 || wake-first > b.Delay {
					t.Fatalf("at %v, when it asked to be woken, it flushed %d; the first waits since %v", wake, a.Flush, first)
				}
				out, first, wake = out+a.Flush, -1, a.Wake
			}
			var a flow.BatchAnswer
			s, a = b.Step(s, flow.Add(n), now)
			if in += n; first < 0 {
				first = now
			}
			if a.Flush > 0 {
				out, first = out+a.Flush, -1
			}
			if s.Held > 0 && first < 0 {
				first = now
			}
			wake = a.Wake
			if s.Held >= b.Size || in != out+s.Held {
				t.Fatalf("%d came in, %d went out, %d are held of a size of %d", in, out, s.Held, b.Size)
			}
		}
	})
}

// No policy of those that stand in a hot loop allocates.
func TestStepsDoNotAllocate(t *testing.T) {
	rate, budget := flow.Rate{Permits: 10, Per: time.Second, Burst: 5}, flow.Budget{Ratio: .1, Burst: 10}
	breaker := flow.Breaker{Failures: 3, Open: time.Second, Probes: 1}
	limit := flow.Concurrency{Limit: 4}
	shed := flow.Shed{Target: 5 * time.Millisecond, Interval: 100 * time.Millisecond}
	backoff := flow.Backoff{First: time.Millisecond, Max: time.Second, Factor: 2, Jitter: flow.FullJitter}
	rs, bs, ks, ls, ss := rate.Start(), budget.Start(), breaker.Start(), limit.Start(), shed.Start()
	now := time.Duration(0)
	for name, step := range map[string]func(){
		"Rate":        func() { rs, _ = rate.Step(rs, 1, now) },
		"Budget":      func() { bs, _ = budget.Step(bs, flow.Request, now) },
		"Breaker":     func() { ks, _ = breaker.Step(ks, flow.Ask(), now) },
		"Concurrency": func() { ls, _ = limit.Step(ls, flow.Begin(), now) },
		"Shed":        func() { ss, _ = shed.Step(ss, flow.Taken(time.Millisecond, 3), now) },
		"Backoff":     func() { _ = backoff.Wait(3, .5) },
	} {
		if n := testing.AllocsPerRun(100, func() { now += time.Millisecond; step() }); n > 0 {
			t.Errorf("a step of %s allocates %g times", name, n)
		}
	}
}
