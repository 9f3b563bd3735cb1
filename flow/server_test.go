package flow_test

import (
	"math"
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

func TestRate(t *testing.T) {
	r := flow.Rate{Permits: 3, Per: second, Burst: 2, MaxWait: 400 * ms}
	s := r.Start()
	for _, c := range []struct {
		n    int
		now  time.Duration
		want flow.RateAnswer
	}{
		{3, 0, flow.RateAnswer{Wait: flow.Never}}, {2, 0, flow.RateAnswer{OK: true}}, {0, 0, flow.RateAnswer{OK: true}},
		{1, 0, flow.RateAnswer{OK: true, Wait: 333_333_334}}, {1, 0, flow.RateAnswer{Wait: 666_666_667}},
		{1, second, flow.RateAnswer{OK: true}}, {2, 1000 * second, flow.RateAnswer{OK: true}}, {1, 0, flow.RateAnswer{OK: true, Wait: 333_333_334}},
	} {
		var a flow.RateAnswer
		s, a = r.Step(s, c.n, c.now)
		same(t, c.now.String(), a, c.want)
	}
}

// In any stretch of time, counted when the permits may be used, at most Burst + Permits * t / Per: no window from one use to another
// has more. It refuses only what would break that.
func TestRateBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := flow.Rate{
			Permits: rapid.IntRange(1, 7).Draw(t, "permits"), Per: time.Duration(rapid.IntRange(1, 20).Draw(t, "per")),
			Burst: rapid.IntRange(1, 5).Draw(t, "burst"), MaxWait: time.Duration(rapid.IntRange(0, 30).Draw(t, "wait")),
		}
		same(t, "valid", r.Valid(), nil)
		type use struct {
			n  int
			at time.Duration
		}
		s, now, uses := r.Start(), time.Duration(0), []use{}
		within := func(last use) bool {
			sum := last.n
			for i := len(uses) - 1; i >= 0; i-- {
				sum += uses[i].n
				if int64(sum-r.Burst)*int64(r.Per) > int64(last.at-uses[i].at)*int64(r.Permits) {
					return false
				}
			}
			return true
		}
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			now += time.Duration(rapid.IntRange(0, 12).Draw(t, "time"))
			n, a := rapid.IntRange(1, r.Burst).Draw(t, "n"), flow.RateAnswer{}
			s, a = r.Step(s, n, now)
			u := use{n, now + a.Wait}
			if !within(u) || a.Wait > 0 && within(use{n, u.at - 1}) || a.OK != (a.Wait <= r.MaxWait) {
				t.Fatalf("%+v for %d at %v, after %v", a, n, now, uses)
			}
			if a.OK {
				uses = append(uses, u)
			}
		}
	})
}

func begin(c flow.Concurrency, s *flow.ConcurrencyState) (ok bool) {
	*s, ok = c.Step(*s, flow.Begin(), 0)
	return ok
}

func end(c flow.Concurrency, s *flow.ConcurrencyState, o flow.Outcome, took time.Duration) {
	*s, _ = c.Step(*s, flow.End(o, took), 0)
}

func TestConcurrencyAIMD(t *testing.T) {
	c := flow.Concurrency{Limit: 2, Min: 1, Max: 10, Adapt: flow.AIMD{Backoff: .5, Slow: second}}
	s := c.Start()
	same(t, "two and no more", [3]bool{begin(c, &s), begin(c, &s), begin(c, &s)}, [3]bool{true, true, false})
	end(c, &s, flow.Final, ms)
	same(t, "final says nothing", s.Limit(), 2)
	end(c, &s, flow.Answered, ms)
	same(t, "one more", s.Limit(), 3)
	begin(c, &s)
	end(c, &s, flow.Answered, ms)
	same(t, "a third in use", s.Limit(), 3)
	begin(c, &s)
	end(c, &s, flow.Answered, 2*second)
	same(t, "slow", s.Limit(), 1)
	end(c, &s, flow.Failed, ms)
	same(t, "never below Min", s.Limit(), 1)
	same(t, "in flight", s.InFlight, 0)
}

func TestConcurrencyGradient(t *testing.T) {
	c := flow.Concurrency{Limit: 10, Min: 1, Max: 100, Adapt: flow.Gradient{Queue: 4, Smoothing: .5, Long: 600, Dropped: .5}}
	s := c.Start()
	for range 10 {
		begin(c, &s)
	}
	end(c, &s, flow.Answered, 10*ms)
	same(t, "10 and half of 4", s.Limit(), 12)
	end(c, &s, flow.Answered, 90*ms) // the mean is 50: the gradient .556, the target 10.67, half of the way 11.33
	same(t, "slower", s.Limit(), 11)
	end(c, &s, flow.Failed, 0)
	same(t, "dropped", s.Limit(), 5)
}

func TestConcurrencyBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := flow.Concurrency{
			Min: rapid.IntRange(1, 5).Draw(t, "min"), Window: time.Duration(rapid.IntRange(0, 3).Draw(t, "window")) * ms,
			Samples: rapid.IntRange(0, 3).Draw(t, "samples"), Adapt: flow.AIMD{Backoff: .9},
		}
		c.Limit = c.Min + rapid.IntRange(0, 5).Draw(t, "limit")
		c.Max = c.Limit + rapid.IntRange(0, 5).Draw(t, "max")
		if rapid.Bool().Draw(t, "gradient") {
			c.Adapt = flow.Gradient{Queue: 4, Smoothing: 1, Long: 10, Dropped: rapid.SampledFrom([]float64{0, .5}).Draw(t, "dropped")}
		}
		same(t, "valid", c.Valid(), nil)
		s, now := c.Start(), time.Duration(0)
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			now += time.Duration(rapid.IntRange(0, 2).Draw(t, "time")) * ms
			before, ok := s, false
			if rapid.IntRange(0, 2).Draw(t, "event") > 0 {
				s, ok = c.Step(s, flow.Begin(), now)
				same(t, "lets in", ok, before.InFlight < before.Limit())
			} else {
				s, _ = c.Step(s, flow.End(flow.Outcome(rapid.IntRange(0, 3).Draw(t, "outcome")), time.Duration(rapid.Int64Range(0, math.MaxInt64).Draw(t, "took"))), now)
			}
			if s.Limit() < c.Min || s.Limit() > c.Max || s.InFlight < 0 || s.InFlight > c.Max {
				t.Fatalf("limit %d in flight %d, of %+v", s.Limit(), s.InFlight, c)
			}
		}
	})
}

// The times of drops of a queue that stands: 100 ms, then 100 ms over the square roots of 1, 2, 3, ... later, as in RFC 8289.
func TestShedCoDel(t *testing.T) {
	h := flow.Shed{Target: 5 * ms, Interval: 100 * ms}
	s, a, drops := h.Start(), flow.ShedAnswer{}, []time.Duration{}
	for now := time.Duration(0); now <= 400*ms; now += ms {
		if s, a = h.Step(s, flow.Taken(6*ms, 9), now); a.Drop {
			drops = append(drops, now)
		}
	}
	want := []time.Duration{100 * ms, 200 * ms, 271 * ms, 329 * ms, 379 * ms} // at 200, 270.7, 328.4, 378.4
	if len(drops) != len(want) {
		t.Fatalf("dropped at %v, expected %v", drops, want)
	}
	for i := range want {
		same(t, "drop", drops[i], want[i])
	}
	_, a = h.Step(s, flow.Taken(time.Hour, 0), 500*ms)
	same(t, "the last one", a.Drop, false)
	s, _ = h.Step(s, flow.Taken(4*ms, 9), 500*ms)
	s, _ = h.Step(s, flow.Taken(6*ms, 9), 510*ms)
	_, a = h.Step(s, flow.Taken(6*ms, 9), 609*ms)
	same(t, "not for an interval", a.Drop, false)
	s, _ = h.Step(s, flow.Emptied(), 510*ms)
	_, a = h.Step(s, flow.Taken(6*ms, 9), 611*ms)
	same(t, "empty between", a.Drop, false)
}

func TestShedStanding(t *testing.T) {
	h := flow.Shed{Target: 5 * ms, Interval: 100 * ms, Law: flow.ByStanding}
	s, a := h.Step(h.Start(), flow.Taken(6*ms, 3), 6*ms)
	same(t, "a burst", a, flow.ShedAnswer{})
	_, a = h.Step(s, flow.Taken(101*ms, 3), 99*ms)
	same(t, "over the interval", a, flow.ShedAnswer{Drop: true})
	_, a = h.Step(s, flow.Taken(5*ms, 3), 100*ms)
	same(t, "stands, in time", a, flow.ShedAnswer{Newest: true})
	s, a = h.Step(s, flow.Taken(6*ms, 0), 100*ms)
	same(t, "stands, late", a, flow.ShedAnswer{Drop: true})
	_, a = h.Step(s, flow.Taken(6*ms, 3), 120*ms)
	same(t, "was empty", a, flow.ShedAnswer{})
	same(t, "codel", flow.ByCoDel.String(), "CoDel")
}

// A queue that stands again within 16 intervals is dropped from as fast as the four drops more had become, every 100 ms over the square
// root of 4; one that stands again later, from the beginning.
func TestShedRemembersItsSpeed(t *testing.T) {
	h := flow.Shed{Target: 5 * ms, Interval: 100 * ms}
	for _, c := range []struct{ again, next time.Duration }{{500 * ms, 50 * ms}, {3 * second, 100 * ms}} {
		s, a := h.Start(), flow.ShedAnswer{}
		for now := time.Duration(0); now <= 400*ms; now += ms { // five drops
			s, _ = h.Step(s, flow.Taken(6*ms, 9), now)
		}
		s, _ = h.Step(s, flow.Taken(4*ms, 9), 401*ms)
		s, _ = h.Step(s, flow.Taken(6*ms, 9), c.again)
		s, a = h.Step(s, flow.Taken(6*ms, 9), c.again+100*ms)
		same(t, "stands again", a.Drop, true)
		_, a = h.Step(s, flow.Taken(6*ms, 9), c.again+100*ms+c.next-1)
		same(t, "early", a.Drop, false)
		_, a = h.Step(s, flow.Taken(6*ms, 9), c.again+100*ms+c.next)
		same(t, "the next", a.Drop, true)
	}
}
