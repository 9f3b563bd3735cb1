package sim

import (
	"math"
	"slices"
	"time"

	"github.com/assay-dev/assay/sim/page"
)

// Series is one number over the time of a run: a value for each point of time, NaN where there is nothing to say.
type Series = page.Series

// Width is that of one point of time. The last one may be shorter: it is what is left.
func (r *Result) Width() time.Duration { return r.engine.plan.width }

// Series are what a run showed over time: for each load in the World's order what came, what was answered and given up, tries and
// latencies, then for each server in the System's order its queue, and its memory and restarts where there were any. From the end of the
// run on, where a finding ended it, they say nothing.
func (r *Result) Series() (all []Series) {
	for _, l := range r.engine.stats.loads {
		all = append(all, l.series()...)
	}
	for _, s := range r.engine.stats.servers {
		if s != nil {
			all = append(all, s.series()...)
		}
	}
	for _, s := range all {
		for i := range s.Values {
			if time.Duration(i)*r.Width() >= r.Ended() {
				s.Values[i] = math.NaN()
			}
		}
	}
	return all
}

// rates are counts by the length of their points: the last point is as long as what is left (TestNarrowPoint of sim/page).
func (s *stats) rates(counts []float64) []float64 {
	all := make([]float64, len(counts))
	for i, n := range counts {
		length := min(s.width, int64(s.plan.world.For)-int64(i)*s.width)
		all[i] = n / time.Duration(length).Seconds()
	}
	return all
}

func (l *LoadStats) series() []Series {
	id := string(l.ID)
	of := func(kind page.Kind, unit, line, name, label string, values []float64) Series {
		return Series{Owner: id, Name: id + ": " + name, Kind: kind, Unit: unit, Line: line, Label: label, Values: values}
	}
	perRequest := make([]float64, len(l.Tried))
	for i := range perRequest {
		perRequest[i] = l.Tried[i] / l.Offered[i]
	}
	return []Series{
		of(page.Requests, "1/s", "came", "came", "", l.all.rates(l.Offered)),
		of(page.Requests, "1/s", "answered", "answered", "answered (goodput)", l.all.rates(l.Good)),
		of(page.Requests, "1/s", "lost", "given up", "", l.all.rates(l.Failed)),
		of(page.Requests, "1/s", "tries", "tries sent", "", l.decided(l.all.rates(l.Tried))),
		of(page.Tries, "per request", "tries", "tries of a request", "", l.decided(perRequest)),
		of(page.Latency, "s", "p50", "answered within, half of them", "p50: half of them within", l.quantiles(.5)),
		of(page.Latency, "s", "p90", "answered within, 90 of 100", "p90: 90 of 100 within", l.quantiles(.9)),
		of(page.Latency, "s", "p99", "answered within, 99 of 100", "p99: 99 of 100 within", l.quantiles(.99)),
	}
}

func (l *LoadStats) quantiles(q float64) []float64 {
	values := make([]float64, len(l.latency))
	for i, h := range l.latency {
		values[i] = math.NaN()
		if h != nil {
			values[i] = h.quantile(q, 0).Seconds()
		}
	}
	return l.decided(values)
}

// decided takes away the end of what is said of requests by when they came, as long as some of these are neither answered nor given up:
// their tries are not all made, and it would look as if things got better in the end (TestUndecided of sim/page). It writes to values.
func (l *LoadStats) decided(values []float64) []float64 {
	if !l.expires() {
		return values // it is one try, however long it takes
	}
	for i := len(values) - 1; i >= 0 && l.Kept[i]+l.Broken[i] < l.Offered[i]; i-- {
		values[i] = math.NaN()
	}
	return values
}

// expires says whether a try of this load is given up at some time.
func (l *LoadStats) expires() bool {
	for i, other := range l.all.loads {
		if other == l {
			return l.all.plan.world.Load[i].Timeout > 0
		}
	}
	return false
}

func (s *ServerStats) series() []Series {
	id := string(s.ID)
	of := func(kind page.Kind, unit, line, name string, values []float64) Series {
		return Series{Owner: id, Name: id + ": " + name, Kind: kind, Unit: unit, Line: line, Values: values}
	}
	all := []Series{of(page.Queue, "messages", "queue", "longest queue", slices.Clone(s.QueueMax))}
	if most(s.MemoryMax) > 0 {
		mib := make([]float64, len(s.MemoryMax))
		for i, b := range s.MemoryMax {
			mib[i] = b / (1 << 20)
		}
		all = append(all, of(page.Memory, "MiB", "memory", "memory", mib))
	}
	if most(s.Restarts) > 0 {
		all = append(all, of(page.Restarts, "restarts", "lost", "died", slices.Clone(s.Restarts)))
	}
	return all
}
