package sim

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
)

// hedging asks a server with room for one that is served and one that waits, so many at a time every two seconds, and each again after
// 100 ms.
func hedging(atOnce int, change func(*Load)) World {
	l := asks("server")
	l.Arrivals, l.Tries, l.Hedge = Steady(float64(atOnce)/2).Bursts(atOnce), 2, 100*ms
	change(&l)
	return World{For: time.Minute, Load: []Load{l}, Faults: Faults{Off: true},
		Servers: map[assay.ID]Server{"server": {Service: Exactly(450 * ms), Queue: Queue{Max: 1, Full: Reject}}}}
}

// A hedge that is refused, wherever that is, is the end of itself alone: the try before it is awaited as if it had not been. It was taken
// for the end of the whole request, and nothing was answered.
func TestRefusedHedge(t *testing.T) {
	for _, c := range []struct {
		name   string
		atOnce int
		good   float64 // a third request at once finds no room, and is refused in earnest
		by     reason
		change func(*Load)
	}{
		{"the mailbox is full", 2, 1, whyFull, func(l *Load) {}},
		{"too many under way", 2, 1, whyLimit, func(l *Load) { l.Limit = &flow.Concurrency{Limit: 2} }},
		{"over the rate", 2, 1, whyRate, func(l *Load) { l.Rate = &flow.Rate{Permits: 1, Per: time.Second, Burst: 2} }},
		{"the breaker is open", 3, 2. / 3, whyBreaker, func(l *Load) { l.Breaker = &flow.Breaker{Failures: 1, Open: time.Second, Probes: 3, Lost: time.Second} }},
		{"nobody is there", 2, 1, whyNobody, func(l *Load) {}},
	} {
		w := hedging(c.atOnce, c.change)
		if c.by == whyNobody {
			for at := 2 * time.Second; at < w.For; at += 2 * time.Second {
				w.Events = append(w.Events, Event{At: at + 50*ms, Do: func(c *Control) { c.Endpoints("clients") }},
					Event{At: at + 150*ms, Do: func(c *Control) { c.Endpoints("clients", "server") }})
			}
		}
		r := seedsOf(t, w, 1)[0]
		l := r.Load("clients")
		if got := l.Goodput(0, 58*time.Second); got != c.good || l.failedTries[c.by] < 50 {
			t.Errorf("%s: goodput %.3f with %d hedges refused, expected %.3f with at least 50", c.name, got, l.failedTries[c.by], c.good)
		}
		if waiting := r.engine.loads[0].waiting[0]; waiting > 2 {
			t.Errorf("%s: %d tries wait in the end, expected those of the last time at most", c.name, waiting)
		}
	}
}

// Where the budget has no hedge to give, the try is awaited too.
func TestHedgeWithoutBudget(t *testing.T) {
	r := seedsOf(t, hedging(2, func(l *Load) { l.Budget = &flow.Budget{Ratio: .01, Burst: 1} }), 1)[0]
	if l := r.Load("clients"); l.Goodput(0, 58*time.Second) != 1 || l.hedged > 2 {
		t.Errorf("goodput %.3f with %d hedges, expected all to be answered with one hedge or two", l.Goodput(0, 58*time.Second), l.hedged)
	}
}

// Each try has its own time, a hedge and what it hedges too: here an answer comes 50 ms too late for either.
func TestTimeoutOfAHedgedTry(t *testing.T) {
	for timeout, good := range map[time.Duration]float64{400 * ms: 0, 500 * ms: 1} {
		w := hedging(1, func(l *Load) { l.Timeout = timeout })
		w.Servers["server"] = Server{Service: Exactly(450 * ms), Lanes: 2}
		l := seedsOf(t, w, 1)[0].Load("clients")
		if got := l.Goodput(0, 58*time.Second); got != good || l.hedged < 25 {
			t.Errorf("a timeout of %v: goodput %.3f with %d hedges, expected %.0f and one for each request", timeout, got, l.hedged, good)
		}
	}
}

// The last of several tries that are awaited is the end: another one follows after the back-off, and there are no more than Tries.
func TestAllTriesOfAHedge(t *testing.T) {
	w := hedging(1, func(l *Load) {
		l.Timeout, l.Tries, l.Backoff = 300*ms, 3, flow.Backoff{First: 200 * ms, Max: 200 * ms, Factor: 1}
		l.Hedge = 200 * ms
	})
	w.Servers["server"] = Server{Service: Exactly(time.Hour), Lanes: 1000}
	l := seedsOf(t, w, 1)[0].Load("clients")
	// Sent at 0, 200 and 400 ms: the third hedges the second, when the first is over.
	if n := l.TriesPerRequest(0, 58*time.Second); n != 3 || l.Goodput(0, 58*time.Second) != 0 {
		t.Errorf("%.2f tries of a request, expected 3", n)
	}
	if n := l.failedTries[whyTimeout]; n < 3*28 || n > 3*30 {
		t.Errorf("%d tries timed out, expected each of them", n)
	}
}
