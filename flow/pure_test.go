package flow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

// twice takes a step from a copy, holds the original to what it was, and wants the same from it again.
func twice[S, A comparable](t *rapid.T, s S, step func(S) (S, A)) S {
	before := s
	next, answer := step(s)
	if s != before {
		t.Fatalf("the state was changed from %+v to %+v", before, s)
	}
	kept := next
	step(next)
	same(t, "kept", next, kept)
	again, same1 := step(before)
	same(t, "state", again, next)
	same(t, "answer", same1, answer)
	return next
}

// Step never changes its argument, and is a function: the same in gives the same out.
func TestStepIsPure(t *testing.T) {
	p := policies()
	rapid.Check(t, func(t *rapid.T) {
		breaker, budget, rate, conc, shed, batch, stream := p.breaker.Start(), p.budget.Start(), p.rate.Start(), p.conc.Start(), p.shed.Start(), p.batch.Start(), p.stream.Start()
		retry, _ := p.retry.Start(flow.Never, 0)
		hedge, _ := p.hedge.Start(flow.LatencyState{}, 0)
		latency := p.hedge.Latency.Start()
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			now := time.Duration(rapid.IntRange(-2, 30).Draw(t, "now")) * second // backwards too
			n, outcome, u := rapid.IntRange(0, 3).Draw(t, "n"), flow.Outcome(rapid.IntRange(0, 3).Draw(t, "outcome")), .5
			breaker = twice(t, breaker, func(s flow.BreakerState) (flow.BreakerState, flow.BreakerAnswer) {
				if n > 1 {
					return p.breaker.Step(s, flow.Ask(), now)
				}
				return p.breaker.Step(s, flow.Ended(flow.Ticket(n), outcome), now)
			})
			budget = twice(t, budget, func(s flow.BudgetState) (flow.BudgetState, bool) { return p.budget.Step(s, flow.BudgetEvent(n%2), now) })
			rate = twice(t, rate, func(s flow.RateState) (flow.RateState, flow.RateAnswer) { return p.rate.Step(s, n, now) })
			conc = twice(t, conc, func(s flow.ConcurrencyState) (flow.ConcurrencyState, bool) {
				if n > 1 {
					return p.conc.Step(s, flow.Begin(), now)
				}
				return p.conc.Step(s, flow.End(outcome, second), now)
			})
			shed = twice(t, shed, func(s flow.ShedState) (flow.ShedState, flow.ShedAnswer) {
				return p.shed.Step(s, flow.Taken(now, n), now)
			})
			batch = twice(t, batch, func(s flow.BatchState) (flow.BatchState, flow.BatchAnswer) { return p.batch.Step(s, flow.Add(n), now) })
			stream = twice(t, stream, func(s flow.StreamState) (flow.StreamState, int) { return p.stream.Step(s, flow.Demand(n+1)) })
			retry = twice(t, retry, func(s flow.RetryState) (flow.RetryState, flow.RetryAnswer) { return p.retry.Step(s, outcome, u, now) })
			hedge = twice(t, hedge, func(s flow.HedgeState) (flow.HedgeState, flow.HedgeAnswer) {
				return p.hedge.Step(s, flow.HedgeEvent(n%3), now)
			})
			latency = twice(t, latency, func(s flow.LatencyState) (flow.LatencyState, int) { return p.hedge.Latency.Step(s, now), 0 })
		}
	})
}

type all struct {
	breaker flow.Breaker
	budget  flow.Budget
	rate    flow.Rate
	conc    flow.Concurrency
	shed    flow.Shed
	batch   flow.Batch
	stream  flow.Stream
	retry   flow.Retry
	hedge   flow.Hedge
}

func policies() all {
	return all{
		flow.Breaker{Failures: 2, Ratio: .5, Window: 10 * second, Least: 3, Open: 5 * second, Probes: 1},
		flow.Budget{Ratio: .1, Burst: 2, PerSecond: .1},
		flow.Rate{Permits: 1, Per: second, Burst: 3, MaxWait: second},
		flow.Concurrency{Limit: 4, Min: 1, Max: 9, Adapt: flow.Gradient{Queue: 1, Smoothing: .5, Long: 10, Dropped: .9}},
		flow.Shed{Target: second, Interval: 3 * second},
		flow.Batch{Size: 4, Delay: 2 * second},
		flow.Stream{Max: 9},
		flow.Retry{Tries: 9, Backoff: flow.Backoff{First: second, Max: 9 * second, Factor: 3, Jitter: flow.DecorrelatedJitter}},
		flow.Hedge{After: second, Most: 2, Latency: flow.Latency{Quantile: .9, Memory: 10, Least: 1}},
	}
}

func TestStepDoesNotAllocate(t *testing.T) {
	p := policies()
	breaker, budget, rate, conc, shed, batch, stream := p.breaker.Start(), p.budget.Start(), p.rate.Start(), p.conc.Start(), p.shed.Start(), p.batch.Start(), p.stream.Start()
	retry, _ := p.retry.Start(flow.Never, 0)
	hedge, _ := p.hedge.Start(flow.LatencyState{}, 0)
	latency, now := p.hedge.Latency.Start(), time.Duration(0)
	for name, step := range map[string]func(){
		"breaker": func() {
			var a flow.BreakerAnswer
			breaker, a = p.breaker.Step(breaker, flow.Ask(), now)
			breaker, _ = p.breaker.Step(breaker, flow.Ended(a.Ticket, flow.Failed), now)
		},
		"budget": func() { budget, _ = p.budget.Step(budget, flow.Retried, now) },
		"rate":   func() { rate, _ = p.rate.Step(rate, 1, now) },
		"concurrency": func() {
			conc, _ = p.conc.Step(conc, flow.Begin(), now)
			conc, _ = p.conc.Step(conc, flow.End(flow.Answered, second), now)
		},
		"shed":    func() { shed, _ = p.shed.Step(shed, flow.Taken(second, 1), now) },
		"batch":   func() { batch, _ = p.batch.Step(batch, flow.Add(1), now) },
		"stream":  func() { stream, _ = p.stream.Step(stream, flow.Offer(1)) },
		"retry":   func() { retry, _ = p.retry.Step(retry, flow.Failed, .5, now) },
		"hedge":   func() { hedge, _ = p.hedge.Step(hedge, flow.HedgeTick, now) },
		"latency": func() { latency = p.hedge.Latency.Step(latency, now) },
	} {
		if n := testing.AllocsPerRun(100, func() { now += second / 3; step() }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// Every setting that is wrong is refused, with its name and a hint.
func TestValid(t *testing.T) {
	p := policies()
	for _, v := range []interface{ Valid() error }{p.breaker, p.budget, p.rate, p.conc, p.shed, p.batch, p.stream, p.retry, p.hedge, flow.Deadline{}, flow.Backoff{}} {
		if err := v.Valid(); err != nil {
			t.Errorf("%+v: %v", v, err)
		}
	}
	for name, v := range map[string]interface{ Valid() error }{
		"Breaker.Failures": flow.Breaker{Open: second, Probes: 1}, "Breaker.Open": flow.Breaker{Failures: 1, Probes: 1},
		"Breaker.Probes": flow.Breaker{Failures: 1, Open: 1}, "Breaker.Window": flow.Breaker{Ratio: 1, Open: 1, Probes: 1},
		"Breaker.Least": flow.Breaker{Ratio: 1, Window: 10, Open: 1, Probes: 1}, "Budget.Burst": flow.Budget{}, "Rate.Permits": flow.Rate{},
		"Rate.Per": flow.Rate{Permits: 1}, "Rate.Burst": flow.Rate{Permits: 1, Per: 1}, "Concurrency.Limit": flow.Concurrency{},
		"Concurrency.Adapt": flow.Concurrency{Limit: 1, Max: 1}, "Concurrency.Min": flow.Concurrency{Limit: 1, Adapt: flow.AIMD{}},
		"AIMD.Backoff":   flow.Concurrency{Limit: 1, Min: 1, Max: 1, Adapt: flow.AIMD{}},
		"Gradient.Queue": flow.Concurrency{Limit: 1, Min: 1, Max: 1, Adapt: flow.Gradient{}}, "Shed.Target": flow.Shed{},
		"Shed.Interval": flow.Shed{Target: 2, Interval: 1}, "Batch.Size": flow.Batch{}, "Stream.Max": flow.Stream{}, "Retry.Tries": flow.Retry{},
		"Backoff.Max": flow.Backoff{First: 1}, "Backoff.Factor": flow.Backoff{First: 1, Max: 1}, "Backoff.Jitter": flow.Backoff{Jitter: 9},
		"Hedge.After": flow.Hedge{}, "Hedge.Most": flow.Hedge{After: 1}, "Latency.Quantile": flow.Latency{},
		"Latency.Memory": flow.Latency{Quantile: .5}, "Latency.Least": flow.Latency{Quantile: .5, Memory: 10, Least: 6},
		"Deadline.Reserve": flow.Deadline{Reserve: -1}, "Deadline.Floor": flow.Deadline{Floor: -1},
	} {
		if err := v.Valid(); err == nil || !strings.HasPrefix(err.Error(), "flow: "+name+" is ") || !strings.Contains(err.Error(), "\nhint: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWords(t *testing.T) {
	for want, got := range map[string]string{
		"answered": flow.Answered.String(), "timed out": flow.TimedOut.String(), "half-open": flow.HalfOpen.String(), "retried": flow.Retried.String(),
		"next hop": flow.NextHop.String(), "failed": flow.HedgeFailed.String(), "no time": flow.NoTime.String(), "broken": flow.Broken.String(),
		"full jitter": flow.FullJitter.String(), "standing": flow.ByStanding.String(), "invalid verdict 9": flow.RetryVerdict(9).String(),
		"running": flow.StreamEnd(0).String(), "invalid law 7": flow.Law(7).String(),
	} {
		same(t, want, got, want)
	}
}
