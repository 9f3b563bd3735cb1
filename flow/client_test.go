package flow_test

import (
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

func same[T comparable](t interface{ Fatalf(string, ...any) }, what string, got, want T) {
	if got != want {
		t.Fatalf("%s: %v, expected %v", what, got, want)
	}
}

const ms = time.Millisecond

func TestRetry(t *testing.T) {
	r := flow.Retry{Tries: 3, Backoff: flow.Backoff{First: 100 * ms, Max: second, Factor: 2}, Timeout: 300 * ms}
	s, a := r.Start(second, 0)
	same(t, "first", a, flow.RetryAnswer{Verdict: flow.Try, Timeout: 300 * ms})
	s, a = r.Step(s, flow.TimedOut, 0, 300*ms)
	same(t, "second", a, flow.RetryAnswer{Verdict: flow.Try, After: 100 * ms, Timeout: 300 * ms})
	s, a = r.Step(s, flow.Failed, 0, 650*ms)
	same(t, "third", a, flow.RetryAnswer{Verdict: flow.Try, After: 200 * ms, Timeout: 150 * ms})
	same(t, "tried", s, flow.RetryState{Tried: 3, Waited: 200 * ms, Deadline: second})
	over, a := r.Step(s, flow.TimedOut, 0, second)
	same(t, "spent", a, flow.RetryAnswer{Verdict: flow.TriesSpent})
	_, a = r.Step(over, flow.Answered, 0, second)
	same(t, "over", a, flow.RetryAnswer{Verdict: flow.AlreadyOver})
	_, a = r.Step(s, flow.Answered, 0, second)
	same(t, "answered", a, flow.RetryAnswer{Verdict: flow.Succeeded})
	_, a = r.Step(s, flow.Final, 0, second)
	same(t, "final", a, flow.RetryAnswer{Verdict: flow.Unretryable})
	s, _ = r.Start(400*ms, 0)
	_, a = r.Step(s, flow.Failed, 0, 300*ms)
	same(t, "would begin at the deadline", a, flow.RetryAnswer{Verdict: flow.NoTime})
	r.Timeout = 0
	_, a = r.Start(flow.Never, 0)
	same(t, "no deadline", a, flow.RetryAnswer{Verdict: flow.Try, Timeout: flow.Never})
}

func TestBackoff(t *testing.T) {
	b := flow.Backoff{First: 100 * ms, Max: second, Factor: 2}
	for _, c := range []struct {
		jitter flow.Jitter
		retry  int
		u      float64
		want   time.Duration
	}{
		{flow.NoJitter, 0, 0, 100 * ms}, {flow.NoJitter, 3, 0, 800 * ms}, {flow.NoJitter, 4, 0, second}, {flow.NoJitter, math.MaxInt, 0, second},
		{flow.FullJitter, 1, .25, 50 * ms}, {flow.FullJitter, 1, 1, 200*ms - 1}, {flow.FullJitter, 1, math.NaN(), 0},
		{flow.EqualJitter, 1, 0, 100 * ms}, {flow.EqualJitter, 1, .5, 150 * ms},
		{flow.DecorrelatedJitter, 0, .5, 150 * ms}, {flow.DecorrelatedJitter, 1, .5, 250 * ms},
	} {
		b.Jitter = c.jitter
		same(t, c.jitter.String(), b.Wait(c.retry, c.u), c.want)
	}
	same(t, "next", b.Next(400*ms, .5), 450*ms)
	same(t, "next, capped", b.Next(second, .99), second)
	same(t, "zero", flow.Backoff{}.Wait(5, .5), 0)
}

func TestBackoffBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Backoff{
			First: time.Duration(rapid.Int64Range(0, 1<<40).Draw(t, "first")), Factor: rapid.Float64Range(1, 1e6).Draw(t, "factor"),
			Jitter: flow.Jitter(rapid.IntRange(0, 3).Draw(t, "jitter")),
		}
		b.Max = b.First + time.Duration(rapid.Int64Range(0, 1<<62).Draw(t, "more"))
		same(t, "valid", b.Valid(), nil)
		retry, u := rapid.IntRange(0, math.MaxInt).Draw(t, "retry"), rapid.Float64Range(0, 1).Draw(t, "u")
		w := b.Wait(retry, u)
		if w < 0 || w > b.Max || b.Jitter == flow.NoJitter && w > b.Wait(max(retry, retry+1), u) {
			t.Fatalf("wait %v of %+v", w, b)
		}
	})
}

func TestBudgetTenTimesATenth(t *testing.T) {
	b := flow.Budget{Ratio: .1, Burst: 1}
	s, ok := b.Step(b.Start(), flow.Retried, 0)
	same(t, "burst", ok, true)
	for range 10 {
		_, ok = b.Step(s, flow.Retried, 0)
		same(t, "too early", ok, false)
		s, _ = b.Step(s, flow.Request, 0)
	}
	same(t, "tokens", s.Tokens(), 1)
	_, ok = b.Step(s, flow.Retried, 0)
	same(t, "after ten requests", ok, true)
}

// In any stretch, at most Burst + Ratio * requests + PerSecond * seconds.
func TestBudgetBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratio, burst, rate := rapid.IntRange(0, 1000).Draw(t, "ratio"), rapid.IntRange(1, 5).Draw(t, "burst"), rapid.IntRange(0, 3000).Draw(t, "rate")
		b := flow.Budget{Ratio: float64(ratio) / 1000, Burst: float64(burst), PerSecond: float64(rate) / 1000}
		same(t, "valid", b.Valid(), nil)
		type mark struct{ requests, retries, at int64 }
		s, now, marks := b.Start(), mark{}, []mark{{}}
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			now.at += rapid.SampledFrom([]int64{0, 1, 333, 1e6 + 1, 2e9}).Draw(t, "wait")
			event, ok := flow.BudgetEvent(rapid.IntRange(0, 1).Draw(t, "event")), false
			s, ok = b.Step(s, event, time.Duration(now.at))
			if event == flow.Request {
				now.requests++
			} else if ok {
				now.retries++
			}
			for _, m := range marks { // in billionths of a thousandth of a token
				most := 1000e9*int64(burst) + 1e9*int64(ratio)*(now.requests-m.requests) + int64(rate)*(now.at-m.at)
				if 1000e9*(now.retries-m.retries) > most {
					t.Fatalf("%+v since %+v", now, m)
				}
			}
			marks = append(marks, now)
			if s.Tokens() < 0 || s.Tokens() > b.Burst {
				t.Fatalf("%g tokens of at most %g", s.Tokens(), b.Burst)
			}
		}
	})
}

func TestHedge(t *testing.T) {
	h := flow.Hedge{After: 50 * ms, Most: 2}
	s, a := h.Start(flow.LatencyState{}, 0)
	same(t, "start", a, flow.HedgeAnswer{Wake: 50 * ms})
	s, a = h.Step(s, flow.HedgeTick, 49*ms)
	same(t, "early", a, flow.HedgeAnswer{Wake: 50 * ms})
	s, a = h.Step(s, flow.HedgeTick, 50*ms)
	same(t, "first copy", a, flow.HedgeAnswer{Send: true, Wake: 100 * ms})
	answered, a := h.Step(s, flow.HedgeAnswered, 60*ms)
	same(t, "answered", a, flow.HedgeAnswer{Wake: flow.Never})
	_, a = h.Step(answered, flow.HedgeFailed, 70*ms)
	same(t, "failed after the answer", a, flow.HedgeAnswer{Wake: flow.Never})
	s, a = h.Step(s, flow.HedgeFailed, 60*ms)
	same(t, "second copy at once", a, flow.HedgeAnswer{Send: true, Wake: flow.Never})
	same(t, "hedged", s.Hedged, 2)
	h.Latency = flow.Latency{Quantile: .95, Memory: 100, Least: 1}
	_, a = h.Start(h.Latency.Step(h.Latency.Start(), 7*ms), 0)
	if a.Wake < 7*ms || a.Wake > 7*ms*9/8 {
		t.Fatalf("wake %v, expected 7ms to an eighth more", a.Wake)
	}
}

// Never too short, at most an eighth too long.
func TestLatencyQuantile(t *testing.T) {
	l := flow.Latency{Quantile: .07, Memory: 1000, Least: 2}
	s := l.Start()
	same(t, "too few", l.At(l.Step(s, ms)), flow.Never)
	for i := range 100 {
		took := ms
		if i >= 7 {
			took = second
		}
		s = l.Step(s, took)
	}
	if at := l.At(s); at < ms || at > ms*9/8 {
		t.Fatalf("7 of 100 took 1ms, and the 7th percentile is %v", at)
	}
}

func TestLatencyKeepsTheTail(t *testing.T) {
	l := flow.Latency{Quantile: .99, Memory: 8, Least: 4}
	s := l.Start()
	for i := range 1000 {
		s = l.Step(s, time.Duration(1<<(i%8))*ms)
		if at := l.At(s); i >= 3 && at == flow.Never {
			t.Fatalf("no answer after %d calls", i+1)
		}
	}
	if at := l.At(s); at < 128*ms || at > 128*ms*9/8 {
		t.Fatalf("the 99th percentile is %v, expected 128ms to an eighth more", at)
	}
}

func TestDeadline(t *testing.T) {
	d := flow.Deadline{Reserve: 10 * ms, Floor: 20 * ms}
	s := d.Start(100*ms, 0)
	for _, c := range []struct {
		event flow.DeadlineEvent
		now   time.Duration
		want  flow.DeadlineAnswer
	}{
		{flow.TakeUp, 0, flow.DeadlineAnswer{OK: true, Left: 100 * ms}}, {flow.NextHop, 0, flow.DeadlineAnswer{OK: true, Left: 90 * ms}},
		{flow.NextHop, 70 * ms, flow.DeadlineAnswer{OK: true, Left: 20 * ms}}, {flow.NextHop, 71 * ms, flow.DeadlineAnswer{}},
		{flow.TakeUp, 99 * ms, flow.DeadlineAnswer{OK: true, Left: ms}}, {flow.TakeUp, 100 * ms, flow.DeadlineAnswer{}},
	} {
		after, a := d.Step(s, c.event, c.now)
		same(t, c.event.String(), a, c.want)
		same(t, "state", after, flow.DeadlineState{At: 100 * ms})
	}
	_, a := d.Step(d.Start(flow.Never, 5), flow.NextHop, second)
	same(t, "none", a, flow.DeadlineAnswer{OK: true, Left: flow.Never})
}

// Down a chain of hops, whatever they keep for themselves, the deadline never grows.
func TestDeadlineNeverGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, left := time.Duration(0), time.Duration(rapid.Int64Range(0, 1<<62).Draw(t, "left"))
		end := left
		for range rapid.IntRange(1, 10).Draw(t, "hops") {
			d := flow.Deadline{Reserve: time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "reserve")), Floor: time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "floor"))}
			s := d.Start(left, now)
			now += time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "work"))
			_, a := d.Step(s, flow.NextHop, now)
			if a.Left > left || a.OK && (now+a.Left+d.Reserve > end || a.Left < d.Floor) || !a.OK && a.Left != 0 {
				t.Fatalf("%+v at %v, of %v", a, now, left)
			}
			if left = a.Left; !a.OK {
				return
			}
		}
	})
}

// A full budget keeps no fraction: with it the second retry would come a nanosecond before PerSecond has paid for it.
func TestBudgetFullKeepsNoFraction(t *testing.T) {
	b := flow.Budget{Ratio: 1, Burst: 1, PerSecond: .001}
	s, _ := b.Step(b.Start(), flow.Retried, 0)
	s, _ = b.Step(s, flow.Request, ms-1)
	s, ok := b.Step(s, flow.Retried, ms-1)
	same(t, "paid by the request", ok, true)
	_, ok = b.Step(s, flow.Retried, ms-1+1000*second-1)
	same(t, "a nanosecond early", ok, false)
	_, ok = b.Step(s, flow.Retried, ms-1+1000*second)
	same(t, "paid by time", ok, true)
}
