package flow_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

const second = time.Second

func ask(b flow.Breaker, s *flow.BreakerState, now time.Duration) (a flow.BreakerAnswer) {
	*s, a = b.Step(*s, flow.Ask(), now)
	return a
}

func ended(b flow.Breaker, s *flow.BreakerState, ticket flow.Ticket, o flow.Outcome, now time.Duration) {
	*s, _ = b.Step(*s, flow.Ended(ticket, o), now)
}

func TestBreakerRound(t *testing.T) {
	b := flow.Breaker{Failures: 2, Open: 10 * second, Probes: 2}
	s := b.Start()
	old := ask(b, &s, 0)
	ended(b, &s, old.Ticket, flow.Failed, 0)
	ended(b, &s, old.Ticket, flow.Final, 0) // the callee is well: no longer in a row
	ended(b, &s, old.Ticket, flow.TimedOut, 0)
	same(t, "one in a row", s.Phase, flow.Closed)
	ended(b, &s, old.Ticket, flow.Failed, second)
	same(t, "two in a row", s.Phase, flow.Open)
	same(t, "open", ask(b, &s, 3*second), flow.BreakerAnswer{Wait: 8 * second})
	one, two, three := ask(b, &s, 11*second), ask(b, &s, 11*second), ask(b, &s, 11*second)
	same(t, "probes", [3]bool{one.Pass, two.Pass, three.Pass}, [3]bool{true, true, false})
	same(t, "half-open", s.Phase, flow.HalfOpen)
	ended(b, &s, old.Ticket, flow.Failed, 12*second) // from before: nothing
	ended(b, &s, one.Ticket, flow.Answered, 12*second)
	same(t, "one answered", s.Phase, flow.HalfOpen)
	ended(b, &s, two.Ticket, flow.Answered, 12*second)
	same(t, "both answered", s.Phase, flow.Closed)
}

func TestBreakerLostProbe(t *testing.T) {
	b := flow.Breaker{Failures: 1, Open: 10 * second, Probes: 1, Lost: 5 * second}
	s := b.Start()
	ended(b, &s, ask(b, &s, 0).Ticket, flow.Failed, 0)
	same(t, "probe", ask(b, &s, 10*second).Pass, true)
	same(t, "before it is lost", ask(b, &s, 14*second), flow.BreakerAnswer{})
	same(t, "lost at 15 s", ask(b, &s, 16*second), flow.BreakerAnswer{Wait: 9 * second})
	same(t, "another probe", ask(b, &s, 25*second).Pass, true)
}

func TestBreakerRatioIsExact(t *testing.T) {
	b := flow.Breaker{Ratio: .07, Window: 10 * second, Least: 100, Open: second, Probes: 1}
	s := b.Start()
	for i := range 100 {
		same(t, "closed", s.Phase, flow.Closed)
		o := flow.Answered
		if i < 7 {
			o = flow.Failed
		}
		ended(b, &s, ask(b, &s, 0).Ticket, o, 0)
	}
	same(t, "7 of 100", s.Phase, flow.Open)
}

func TestBreakerWindowSlides(t *testing.T) {
	b := flow.Breaker{Ratio: .5, Window: 10 * second, Least: 4, Open: second, Probes: 1}
	for _, c := range []struct {
		last time.Duration
		want flow.Phase
	}{{9 * second, flow.Open}, {10 * second, flow.Closed}, {1000 * second, flow.Closed}} {
		s := b.Start()
		for range 3 {
			ended(b, &s, ask(b, &s, 0).Ticket, flow.Failed, 0)
		}
		ended(b, &s, ask(b, &s, c.last).Ticket, flow.Failed, c.last)
		same(t, c.last.String(), s.Phase, c.want)
	}
}

// A breaker never passes while open, and passes exactly Probes calls half-open when none of them ends.
func TestBreakerPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Breaker{
			Failures: rapid.IntRange(0, 3).Draw(t, "failures"), Ratio: .5, Window: 10 * second, Least: rapid.IntRange(1, 5).Draw(t, "least"),
			Open: 5 * second, Probes: rapid.IntRange(1, 4).Draw(t, "probes"), Lost: time.Duration(rapid.IntRange(0, 9).Draw(t, "lost")) * second,
		}
		s, now, tickets := b.Start(), time.Duration(0), []flow.Ticket{}
		opened, passed := time.Duration(-1), 0
		for range rapid.IntRange(0, 80).Draw(t, "steps") {
			now += time.Duration(rapid.IntRange(0, 3).Draw(t, "wait")) * second
			before := s.Phase
			if len(tickets) > 0 && rapid.Bool().Draw(t, "ends") {
				i := rapid.IntRange(0, len(tickets)-1).Draw(t, "which")
				ended(b, &s, tickets[i], flow.Outcome(rapid.IntRange(0, 3).Draw(t, "outcome")), now)
				tickets = append(tickets[:i], tickets[i+1:]...) // a call ends once
			} else if a := ask(b, &s, now); a.Pass {
				tickets = append(tickets, a.Ticket)
				if s.Phase == flow.HalfOpen {
					passed++
				}
				if s.Phase == flow.Open || before == flow.Closed && s.Phase != flow.Closed {
					t.Fatalf("passed: %v, then %v", before, s.Phase)
				}
			} else if s.Phase == flow.Closed || s.Phase == flow.HalfOpen && passed < b.Probes || (a.Wait > 0) != (s.Phase == flow.Open) {
				t.Fatalf("refused when %v after %d of %d probes, wait %v", s.Phase, passed, b.Probes, a.Wait)
			}
			if passed > b.Probes {
				t.Fatalf("%d probes, expected %d", passed, b.Probes)
			}
			if s.Phase != flow.HalfOpen {
				passed = 0
			}
			if s.Phase == flow.HalfOpen && before == flow.Closed || before == flow.Open && s.Phase == flow.HalfOpen && now-opened < b.Open {
				t.Fatalf("half-open at %v from %v, opened at %v", now, before, opened)
			}
			if s.Phase == flow.Open && before != flow.Open && (before == flow.Closed || b.Lost == 0) {
				opened = now
			}
		}
	})
}
