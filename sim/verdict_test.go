package sim

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// verdictOf is what a question says of runs of a world.
func verdictOf(t *testing.T, w World, seeds int, v Verdict) (evidence.Verdict, string) {
	t.Helper()
	p, err := compile(echoSystem(), w)
	if err != nil {
		t.Fatal(err)
	}
	results, err := p.seeds(t.Context(), FirstSeeds(seeds), nil)
	if err != nil {
		t.Fatal(err)
	}
	verdict, why, err := v.of(context.Background(), p, results)
	if err != nil {
		t.Fatal(err)
	}
	return verdict, why
}

func leaky(restarts bool) World {
	l := asks("server")
	l.Arrivals = Poisson(1200)
	return World{For: 100 * time.Second, Load: []Load{l}, Faults: Faults{Off: true}, Servers: map[assay.ID]Server{"server": {
		Service: PerSecond(1000), Memory: Memory{Limit: 2 << 20, Message: 1 << 10}, Restarts: restarts, Restart: Exactly(time.Second)}}}
}

// Each verdict has a world in which it is violated, and one like it in which it holds.
func TestVerdicts(t *testing.T) {
	mixed := Mix(Part{99, Exactly(ms)}, Part{1, Exactly(100 * ms)})
	calm := queueWorld(8, 10, 1, 1000*time.Second)
	growing := queueWorld(12, 10, 1, 1000*time.Second)
	spike := Trigger{Name: "a spike", End: 120 * time.Second, Apply: func(w World) World {
		l := w.Load[0]
		l.Arrivals = Poisson(7).From(100*time.Second, 200).From(120*time.Second, 7)
		w.Load = []Load{l}
		return w
	}}
	short := twoStates(7, 400*time.Second, false)
	cured := twoStates(7, 400*time.Second, false)
	queueOf(&cured, func(q *Queue) { q.Order = LastIn })
	queue := func(r *Result) []float64 { return r.Server("server").QueueMax }
	for _, c := range []struct {
		v         Verdict
		bad, good World
	}{
		{NoGrowth("server"), growing, calm},
		{NoKillLoop("server"), leaky(true), leaky(false)},
		{NoCollapse("clients"), twoStates(7, 1000*time.Second, true), cured},
		{NoHeadOfLine("server"), headOfLine(mixed, 100*time.Second, 1, FirstIn), headOfLine(Exactly(ms), 100*time.Second, 1, FirstIn)},
		{Metastable("clients", spike), short, cured},
		{NoOscillation("the queue", queue), waves(), calm},
	} {
		if verdict, why := verdictOf(t, c.bad, 6, c.v); verdict != evidence.Violated {
			t.Errorf("%s: %s where it is violated: %s", c.v.Name, verdict, why)
		} else {
			t.Logf("%s: violated: %s", c.v.Name, why)
		}
		if verdict, why := verdictOf(t, c.good, 6, c.v); verdict != evidence.Holds {
			t.Errorf("%s: %s where it holds: %s", c.v.Name, verdict, why)
		}
		if verdict, why := verdictOf(t, c.good, 3, c.v); verdict != evidence.Unknown {
			t.Errorf("%s: %s of three seeds: %s", c.v.Name, verdict, why)
		}
	}
}

// waves is a load that comes and goes every 50 s.
func waves() World {
	w := queueWorld(2, 10, 1, 1000*time.Second)
	a := Poisson(2)
	for at := 0; at < 1000; at += 50 {
		a = a.From(time.Duration(at)*time.Second, 12).From(time.Duration(at+25)*time.Second, 2)
	}
	w.Load[0].Arrivals = a
	return w
}

func TestObjectives(t *testing.T) {
	w := queueWorld(8, 10, 1, 2000*time.Second)
	results := seedsOf(t, w, 10)
	for _, c := range []struct {
		goal  Goal
		seeds int
		want  evidence.Verdict
		text  string
	}{
		{Objective("short waits", MeanWait("server"), AtMost(.6)), 10, evidence.Holds, "mean wait at server is"},
		{Objective("shorter waits", MeanWait("server"), AtMost(.2)), 10, evidence.Violated, "expected at most 200ms"},
		{Objective("just so", MeanWait("server"), AtMost(IntervalOf(.99, waitsOf(results)...).Mean+.0001)), 10, evidence.Unknown, "more seeds"},
		{Objective("few", MeanWait("server"), AtMost(.6)), 3, evidence.Unknown, "3 seeds are too few"},
		{Objective("goodput", Goodput("clients", 0), AtLeast(.99)), 10, evidence.Holds, "at least 0.99"},
		{Objective("p99", Latency("clients", .99), AtMost(.3)), 10, evidence.Violated, "p99 of clients"},
		{Objective("tries", Tries("clients", 0), AtMost(1)), 10, evidence.Holds, "tries of clients is 1"},
		{Objective("queue", QueueMax("server"), AtMost(10)), 10, evidence.Violated, "longest queue"},
		{Objective("memory", MemoryMax("server"), AtMost(1)), 10, evidence.Holds, "0 bytes"},
		{Objective("restarts", Restarts("server"), AtMost(0)), 10, evidence.Holds, "restarts of server is 0"},
	} {
		verdict, why, _ := c.goal.judge(results[:c.seeds])
		if verdict != c.want || !strings.Contains(why, c.text) {
			t.Errorf("%s: %s, %s; expected %s with %q", c.goal.Name, verdict, why, c.want, c.text)
		}
	}
	fallen := seedsOf(t, twoStates(7, 400*time.Second, true), 6)
	if verdict, why, _ := Objective("p99", Latency("clients", .99), AtMost(10)).judge(fallen); verdict != evidence.Violated || !strings.Contains(why, "infinite") {
		t.Errorf("a latency that never ends: %s, %s", verdict, why)
	}
}

func waitsOf(results []*Result) (waits []float64) {
	for _, r := range results {
		waits = append(waits, wq(r))
	}
	return waits
}

// A quantile is at most one part in 32 too high.
func TestHistogram(t *testing.T) {
	var h histogram
	for i := range int64(100_000) {
		h.add(i * 1000)
	}
	for _, q := range []float64{.01, .5, .9, .99, 1} {
		have, want := float64(h.quantile(q, 0)), q*1e8
		if have < want-1000 || have > want*(1+1./32)+1000 {
			t.Errorf("the quantile %g is %g, expected %g", q, have, want)
		}
	}
	if d := h.quantile(.99, 100_000); d != forEver {
		t.Errorf("with half of them never answered p99 is %v", d)
	}
	for _, d := range []int64{0, 1, 31, 32, 33, 63, 64, 1000, math.MaxInt64 / 2} {
		if have := top(bucketOf(d)); have < d || float64(have) > float64(d)*(1+1./32)+1 {
			t.Errorf("%d falls in a bucket that ends at %d", d, have)
		}
	}
}
