package sim

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
)

// A relay hands what it gets to the next one; a sink keeps it in the order in which it came.
type (
	relay     struct{ To assay.ID }
	sink      struct{}
	relayed   struct{ Seen int }
	collected struct{ Order []int }
)

func (relay) Start(self assay.ID) (relayed, assay.Effects) { return relayed{}, nil }
func (r relay) Receive(self assay.ID, s relayed, from assay.ID, m ask) (relayed, assay.Effects) {
	s.Seen++
	return s, assay.Effects{assay.Send(r.To, m)}
}
func (sink) Start(self assay.ID) (collected, assay.Effects) { return collected{}, nil }
func (sink) Receive(self assay.ID, s collected, from assay.ID, m ask) (collected, assay.Effects) {
	s.Order = append(slices.Clip(s.Order), m.N)
	return s, nil
}

// piped runs requests through a relay into a sink.
func piped(t *testing.T, order assay.Order, change func(*World)) *Result {
	t.Helper()
	sys := assay.System{Name: "pipe", Actors: []assay.Participant{assay.Spawn("relay", relay{"sink"}), assay.Spawn("sink", sink{})},
		Assume: assay.Assumptions{Order: order, Cuts: assay.Unlimited}}
	l := asks("relay")
	l.Arrivals = Steady(100)
	w := World{For: 10 * time.Second, Load: []Load{l}, Faults: Faults{Off: true}}
	change(&w)
	r, err := Run(sys, w, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r.Finding != nil {
		t.Fatalf("%+v", r.Finding)
	}
	return r
}

func order(r *Result) []int { return r.State("sink").(*collected).Order }

func TestLinksOrder(t *testing.T) {
	slow := func(w *World) { w.Link.Latency = Uniform(0, 100*ms) }
	if kept := order(piped(t, assay.FIFO, slow)); len(kept) < 950 || !slices.IsSorted(kept) {
		t.Errorf("a FIFO link delivered %d, sorted %v", len(kept), slices.IsSorted(kept))
	}
	if mixed := order(piped(t, assay.Unordered, slow)); slices.IsSorted(mixed) {
		t.Error("an unordered link with random latency never reordered anything")
	}
}

func TestLinksOfLimitedBandwidth(t *testing.T) {
	r := piped(t, assay.Unordered, func(w *World) {
		w.Links = []Between{{From: []assay.ID{"relay"}, To: []assay.ID{"sink"}, Link: Link{BytesPerSecond: 5000, Size: func(any) int { return 100 }}}}
	})
	if n := len(order(r)); n < 495 || n > 505 {
		t.Errorf("5,000 bytes a second carried %d messages of 100 bytes in 10 s, expected 500", n)
	}
}

// A bounded mailbox that makes senders wait holds them up: the relay takes up no more than the sink can serve.
func TestBackPressure(t *testing.T) {
	r := piped(t, assay.Unordered, func(w *World) {
		w.Servers = map[assay.ID]Server{"relay": {Service: Exactly(ms)}, "sink": {Service: Exactly(20 * ms), Queue: Queue{Max: 5, Full: Wait}}}
	})
	relayed, sunk := r.State("relay").(*relayed).Seen, len(order(r))
	if sunk < 490 || sunk > 501 || relayed-sunk > 8 {
		t.Errorf("the relay took up %d and the sink %d: nothing held the relay up", relayed, sunk)
	}
	if q := most(r.Server("relay").QueueMax); q < 400 {
		t.Errorf("at most %g waited at the relay, where the overload should stand", q)
	}
}

func TestPartitionHoldsAndHeals(t *testing.T) {
	r := piped(t, assay.Unordered, func(w *World) {
		w.Events = []Event{{At: 2 * time.Second, Name: "cut", Do: func(c *Control) { c.Partition([]assay.ID{"relay"}, []assay.ID{"sink"}) }},
			{At: 6 * time.Second, Name: "heal", Do: func(c *Control) { c.Heal() }}}
	})
	if got := order(r); len(got) < 995 {
		t.Errorf("%d messages arrived, expected all that were held too", len(got))
	}
}

func TestHedgeAndDeadline(t *testing.T) {
	w := queueWorld(20, 100, 1, 200*time.Second)
	w.Servers = map[assay.ID]Server{"server": {Service: Mix(Part{99, Exactly(ms)}, Part{1, Exactly(500 * ms)}), Lanes: 20}}
	plain := seedsOf(t, w, 3)
	w.Load[0].Hedge, w.Load[0].Tries = 20*ms, 2
	hedged := seedsOf(t, w, 3)
	for i := range plain {
		slow, quick := plain[i].Load("clients").Latency(.995, 0, w.For), hedged[i].Load("clients").Latency(.995, 0, w.For)
		if slow < 400*ms || quick > 100*ms {
			t.Errorf("seed %d: 995 of 1,000 within %v, hedged within %v", plain[i].Seed, slow, quick)
		}
	}
	w.Load[0].Hedge, w.Load[0].Tries, w.Load[0].Timeout, w.Load[0].Deadline = 0, 100, 100*ms, 300*ms
	for _, r := range seedsOf(t, w, 3) {
		if d := r.Load("clients").Latency(1-.001, 0, w.For); d != forEver && d > 310*ms {
			t.Errorf("a request took %v with a deadline of 300 ms", d)
		}
	}
}

// A closed load asks again when it was answered: N clients that think for Z come to N/(Z+R) requests a second.
func TestClosedLoad(t *testing.T) {
	w := queueWorld(1, 100, 1, 2000*time.Second)
	w.Load[0].Arrivals = Closed(10, Exponential(time.Second))
	r := seedsOf(t, w, 1)[0]
	l := r.Load("clients")
	rate, want := l.Requests(0, w.For)/w.For.Seconds(), 10/(1+l.MeanLatency().Seconds())
	if math.Abs(rate-want) > .02*want {
		t.Errorf("%.3f requests a second, expected %.3f", rate, want)
	}
}
