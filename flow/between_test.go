package flow_test

import (
	"testing"
	"time"

	"github.com/assay-dev/assay/flow"
	"pgregory.net/rapid"
)

func TestBatch(t *testing.T) {
	b := flow.Batch{Size: 3, Delay: 10 * ms}
	s, a := b.Step(b.Start(), flow.Add(1), 5*ms)
	same(t, "first", a, flow.BatchAnswer{Wake: 15 * ms})
	s, a = b.Step(s, flow.Add(1), 14*ms)
	same(t, "second", a, flow.BatchAnswer{Wake: 15 * ms})
	_, a = b.Step(s, flow.Tick(), 15*ms)
	same(t, "by time", a, flow.BatchAnswer{Flush: 2, Wake: flow.Never})
	s, a = b.Step(s, flow.Add(2), 14*ms)
	same(t, "by size", a, flow.BatchAnswer{Flush: 4, Wake: flow.Never})
	same(t, "none is held", s, flow.BatchState{})
}

// Of single items, a batch never exceeds its size; its first never waits longer than Delay, if it is woken when it asks to be; and what
// is added is flushed, once.
func TestBatchBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := flow.Batch{Size: rapid.IntRange(1, 5).Draw(t, "size"), Delay: time.Duration(rapid.IntRange(0, 10).Draw(t, "delay"))}
		s, a, now := b.Start(), flow.BatchAnswer{Wake: flow.Never}, time.Duration(0)
		var held []time.Duration
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			event, next := flow.Add(1), now+time.Duration(rapid.IntRange(0, 6).Draw(t, "time"))
			if a.Wake <= next {
				event, next = flow.Tick(), a.Wake
			} else {
				held = append(held, next)
			}
			now = next
			s, a = b.Step(s, event, now)
			if a.Flush > b.Size || a.Flush != 0 && (a.Flush != len(held) || now-held[0] > b.Delay) {
				t.Fatalf("%+v at %v of %v", a, now, held)
			}
			if a.Flush > 0 {
				held = held[:0]
			}
			if s.Held != len(held) || len(held) > 0 && a.Wake != held[0]+b.Delay {
				t.Fatalf("%+v %+v, held %v", s, a, held)
			}
		}
	})
}

// Where several items come at once, a batch holds fewer than its size, loses nothing, and its first item waits no longer than the delay where the clock is
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

// clock draws times that go on, by up to a second at a step.
func clock(t *rapid.T, now *time.Duration) time.Duration {
	*now += time.Duration(rapid.Int64Range(0, int64(time.Second)).Draw(t, "passes"))
	return *now
}

func TestStream(t *testing.T) {
	c := flow.Stream{Max: 5}
	step := func(s flow.StreamState, e flow.StreamEvent, send int, want flow.StreamState) flow.StreamState {
		t.Helper()
		next, n := c.Step(s, e)
		same(t, "sends", n, send)
		same(t, "state", next, want)
		return next
	}
	s := step(c.Start(), flow.Offer(1), 0, flow.StreamState{})
	s = step(s, flow.Demand(3), 0, flow.StreamState{Demanded: 3})
	s = step(s, flow.Demand(3), 0, flow.StreamState{Demanded: 5})
	s = step(s, flow.Offer(2), 2, flow.StreamState{Demanded: 3})
	step(s, flow.Demand(0), 0, flow.StreamState{End: flow.Broken})
	step(s, flow.Offer(-1), 0, s)
	s = step(s, flow.Cancel(), 0, flow.StreamState{End: flow.Cancelled})
	step(s, flow.Demand(1), 0, s)
}

// What is sent is never more than what was demanded, and what is outstanding never more than Max.
func TestStreamDemand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := flow.Stream{Max: rapid.IntRange(1, 5).Draw(t, "max")}
		s, demanded, sent := c.Start(), 0, 0
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			n, event := rapid.IntRange(-1, 6).Draw(t, "n"), flow.Cancel()
			switch rapid.IntRange(0, 20).Draw(t, "event") {
			case 0:
			case 1, 2, 3, 4, 5, 6, 7, 8, 9:
				n = max(1, n)
				event, demanded = flow.Demand(n), demanded+n
			default:
				event = flow.Offer(n)
			}
			before := s
			next, k := c.Step(s, event)
			if s, sent = next, sent+k; sent > demanded || s.Demanded < 0 || s.Demanded > c.Max || k > max(0, n) || before.End != flow.Running && k > 0 {
				t.Fatalf("sent %d of %d, %+v", sent, demanded, s)
			}
		}
	})
}
