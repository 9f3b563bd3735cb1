package sim

import (
	"fmt"
	"math"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// Measure is one number of a run.
type Measure struct {
	Name string
	Unit string // "s", "bytes", or ""
	Of   func(*Result) float64

	lasts bool // it is about all that came from one moment on:
	from  time.Duration
}

// Goal is an objective: a measure, and a bound on its mean over runs.
type Goal struct {
	Name    string
	Measure Measure
	Bound   float64
	Least   bool // the measure is to be at least Bound, and otherwise at most
}

// Objective says what is to be true of runs: Objective("p99 under 300 ms", sim.Latency("clients", .99), sim.AtMost(.3)).
// It holds where the whole interval of the mean over the seeds lies on the right side, is violated where it lies on the wrong side, and
// is Unknown where the bound lies within the interval: then more seeds are needed.
func Objective(name string, m Measure, bound Bound) Goal {
	return Goal{Name: name, Measure: m, Bound: bound.value, Least: bound.least}
}

// Bound is AtMost or AtLeast.
type Bound struct {
	value float64
	least bool
}

// AtMost is a bound from above.
func AtMost(x float64) Bound { return Bound{value: x} }

// AtLeast is a bound from below.
func AtLeast(x float64) Bound { return Bound{value: x, least: true} }

// Latency is the time, in seconds, that a share q of a load's requests took no longer than, after the warm-up; infinite where more than
// the rest were given up.
func Latency(load assay.ID, q float64) Measure {
	return Measure{Name: fmt.Sprintf("p%g of %s", q*100, load), Unit: "s", lasts: true, Of: func(r *Result) float64 {
		d := r.Load(load).Latency(q, r.engine.plan.world.Warmup, r.For())
		if d == forEver {
			return math.Inf(1)
		}
		return d.Seconds()
	}}
}

// Goodput is the share of a load's requests that were answered, of those that came from one moment on; 0 is the warm-up's end.
func Goodput(load assay.ID, from time.Duration) Measure {
	return Measure{Name: "goodput of " + string(load), lasts: true, from: from, Of: func(r *Result) float64 {
		return r.Load(load).Goodput(max(from, r.engine.plan.world.Warmup), r.For())
	}}
}

// Tries is how often a request of a load was sent, of those that came from one moment on.
func Tries(load assay.ID, from time.Duration) Measure {
	return Measure{Name: "tries of " + string(load), lasts: true, from: from, Of: func(r *Result) float64 {
		return r.Load(load).TriesPerRequest(max(from, r.engine.plan.world.Warmup), r.For())
	}}
}

// QueueMax is the longest that a participant's mailbox was.
func QueueMax(server assay.ID) Measure {
	return Measure{Name: "longest queue of " + string(server), Of: func(r *Result) float64 { return most(r.Server(server).QueueMax) }}
}

// MemoryMax is the most memory that a participant had, in bytes.
func MemoryMax(server assay.ID) Measure {
	return Measure{Name: "memory of " + string(server), Unit: "bytes", Of: func(r *Result) float64 { return most(r.Server(server).MemoryMax) }}
}

// Restarts is how often a participant died.
func Restarts(server assay.ID) Measure {
	return Measure{Name: "restarts of " + string(server), Of: func(r *Result) float64 { return float64(r.Server(server).Kills("")) }}
}

// MeanWait is how long a message waited at a participant, in seconds.
func MeanWait(server assay.ID) Measure {
	return Measure{Name: "mean wait at " + string(server), Unit: "s", Of: func(r *Result) float64 { return r.Server(server).MeanWait().Seconds() }}
}

func most(series []float64) (m float64) {
	for _, x := range series {
		m = max(m, x)
	}
	return m
}

// seedsLeast is how many seeds an interval needs to decide anything.
const seedsLeast = 5

// confidence is that of all intervals.
const confidence = .99

// judge is what the runs say of an objective.
func (g Goal) judge(results []*Result) (evidence.Verdict, string, Interval) {
	var values []float64
	for _, r := range results {
		values = append(values, g.Measure.Of(r))
	}
	in := IntervalOf(confidence, values...)
	side, wanted := "at most", in.Mean <= g.Bound
	if g.Least {
		side, wanted = "at least", in.Mean >= g.Bound
	}
	text := fmt.Sprintf("%s is %s, expected %s %s", g.Measure.Name, g.Measure.text(in), side, g.Measure.number(g.Bound))
	if len(results) > 0 {
		text += g.Measure.covered(results[0])
	}
	switch {
	case len(values) < seedsLeast:
		return evidence.Unknown, fmt.Sprintf("%s; %d seeds are too few to tell\nhint: at least %d", text, len(values), seedsLeast), in
	case math.IsNaN(in.Mean):
		return evidence.Unknown, text + ": there was nothing to measure", in
	case math.IsInf(in.Mean, 0) && !wanted, !math.IsInf(in.Mean, 0) && !in.Has(g.Bound) && !wanted:
		return evidence.Violated, text, in
	case wanted && (in.Half == 0 || !in.Has(g.Bound)):
		return evidence.Holds, text, in
	}
	return evidence.Unknown, text + "; the bound lies within the interval\nhint: more seeds, or longer runs", in
}

func (m Measure) text(in Interval) string {
	if math.IsInf(in.Mean, 0) {
		return fmt.Sprintf("infinite in some of %d seeds", in.N)
	}
	return fmt.Sprintf("%s ± %s (99 %%, %d seeds)", m.number(in.Mean), m.number(in.Half), in.N)
}

func (m Measure) number(x float64) string {
	switch {
	case math.IsInf(x, 0):
		return "unbounded"
	case m.Unit == "s":
		return time.Duration(x * 1e9).Round(time.Microsecond).String()
	case m.Unit == "bytes" && x >= 1<<20:
		return fmt.Sprintf("%.1f MiB", x/(1<<20))
	case m.Unit == "bytes":
		return fmt.Sprintf("%.0f bytes", x)
	}
	return fmt.Sprintf("%.4g", x)
}
