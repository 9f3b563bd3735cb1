package sim

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// windows is a run with points of 7 s, the last of which is 2 s long: 8 requests come in each second, and until the 10th second none is answered.
func windows() World {
	w := queueWorld(1, 100, 1, 100*time.Second)
	w.Every = 7 * time.Second
	w.Load[0].Arrivals, w.Load[0].Timeout = Steady(8), time.Second
	w.Events = []Event{Outage("server", 0, 9*time.Second)}
	return w
}

// A figure from one moment to another is about whole points of time within them. It was about those that they lie in, so that what a
// warm-up, a spike or an outage left behind was counted with what came after.
func TestWindowsOfFigures(t *testing.T) {
	r := seedsOf(t, windows(), 1)[0]
	l := r.Load("clients")
	for from := time.Duration(0); from <= 100*time.Second; from += 3 * time.Second {
		for to := from; to <= 101*time.Second; to += time.Second {
			first, end := r.Covers(from, to)
			until := min(to, r.For())
			switch {
			case first == end && (first != from || until-from >= 2*w7), first < end && (first < from || end > until || first >= from+w7 || end <= until-w7):
				t.Errorf("%v to %v covers %v to %v", from, to, first, end)
			}
			want := 8 * (end - first).Seconds()
			if first == 0 && end > 0 {
				want-- // the first comes after an eighth of a second
			}
			if end == r.For() && end > first {
				want++ // the last comes in the last moment
			}
			if got := l.Requests(from, to); got != want {
				t.Errorf("%v to %v covers %v to %v: %v requests, expected %v", from, to, first, end, got, want)
			}
		}
	}
	for _, c := range []struct{ from, to, first, end time.Duration }{
		{10, 30, 14, 28}, {14, 28, 14, 28}, {0, 100, 0, 100}, {66, 100, 70, 100}, {98, 100, 98, 100}, {99, 100, 99, 99}, {8, 13, 8, 8},
	} {
		if first, end := r.Covers(c.from*time.Second, c.to*time.Second); first != c.first*time.Second || end != c.end*time.Second {
			t.Errorf("%d s to %d s covers %v to %v, expected %d s to %d s", c.from, c.to, first, end, c.first, c.end)
		}
	}
	if good, late := l.Goodput(10*time.Second, r.For()), l.Latency(1, 10*time.Second, r.For()); good != 1 || late > time.Second {
		t.Errorf("from 10 s on: goodput %v and all within %v, expected all to be answered at once", good, late)
	}
	if good := l.Goodput(7*time.Second, r.For()); good == 1 {
		t.Error("the outage reaches into the point at 7 s")
	}
}

const w7 = 7 * time.Second

// An objective says which time its measure covers, where that is not what was asked for, and is Unknown where that is none.
func TestObjectiveSaysItsWindow(t *testing.T) {
	judged := func(from time.Duration) evidence.Record {
		records := recordsOf(t, echoSystem(), windows(), func(c *config) {
			c.seeds, c.goals = FirstSeeds(5), []Goal{Objective("answered", Goodput("clients", from), AtLeast(.99))}
		})
		return records[len(records)-1]
	}
	for from, says := range map[time.Duration]string{10 * time.Second: "from 14s on", 14 * time.Second: "", 99 * time.Second: "hint: a shorter World.Every than 7s"} {
		r := judged(from)
		want := evidence.Holds
		if from == 99*time.Second {
			want = evidence.Unknown
		}
		if r.Verdict != want || !strings.Contains(r.Why, says) || says == "" && strings.Contains(r.Why, " on,") {
			t.Errorf("from %v: %s, %q, expected %s and %q", from, r.Verdict, r.Why, want, says)
		}
	}
}
