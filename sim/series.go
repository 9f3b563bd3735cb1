package sim

import (
	"math"
	"slices"
	"time"
)

// Series is one number over the time of a run: a value for each point of time, NaN where there is nothing to say.
type Series struct {
	Name   string    `json:"name"`
	Unit   string    `json:"unit,omitempty"`
	Panel  string    `json:"panel"` // those of one panel are drawn together
	Values []float64 `json:"-"`
}

// Width is that of one point of time.
func (r *Result) Width() time.Duration { return r.engine.plan.width }

// Series are what a run showed over time: for each load in the World's order what came, what was answered and given up, tries and
// latencies, then for each server in the System's order its queue, and its memory and restarts where there were any.
func (r *Result) Series() (all []Series) {
	for _, l := range r.engine.stats.loads {
		all = append(all, l.series()...)
	}
	for _, s := range r.engine.stats.servers {
		if s != nil {
			all = append(all, s.series()...)
		}
	}
	return all
}

func (l *LoadStats) series() []Series {
	id, second := string(l.ID), l.all.plan.width.Seconds()
	rate := func(counts []float64) []float64 { return mapped(counts, func(n float64) float64 { return n / second }) }
	tries := make([]float64, len(l.Tried))
	for i := range tries {
		tries[i] = l.Tried[i] / l.Offered[i]
	}
	all := []Series{
		{Name: id + ": came", Unit: "1/s", Panel: id + ": requests", Values: rate(l.Offered)},
		{Name: id + ": answered", Unit: "1/s", Panel: id + ": requests", Values: rate(l.Good)},
		{Name: id + ": given up", Unit: "1/s", Panel: id + ": requests", Values: rate(l.Failed)},
		{Name: id + ": tries of a request", Panel: id + ": tries", Values: tries},
	}
	for _, q := range []struct {
		name string
		q    float64
	}{{"half of them", .5}, {"90 of 100", .9}, {"99 of 100", .99}} {
		values := make([]float64, len(l.latency))
		for i, h := range l.latency {
			values[i] = math.NaN()
			if h != nil {
				values[i] = h.quantile(q.q, 0).Seconds()
			}
		}
		all = append(all, Series{Name: id + ": answered within, " + q.name, Unit: "s", Panel: id + ": latency of what was answered", Values: values})
	}
	return all
}

func (s *ServerStats) series() []Series {
	id := string(s.ID)
	all := []Series{{Name: id + ": longest queue", Panel: id + ": queue", Values: slices.Clone(s.QueueMax)}}
	if most(s.MemoryMax) > 0 {
		mib := mapped(s.MemoryMax, func(b float64) float64 { return b / (1 << 20) })
		all = append(all, Series{Name: id + ": memory", Unit: "MiB", Panel: id + ": memory", Values: mib})
	}
	if most(s.Restarts) > 0 {
		all = append(all, Series{Name: id + ": died", Panel: id + ": restarts", Values: slices.Clone(s.Restarts)})
	}
	return all
}

func mapped(values []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = f(v)
	}
	return out
}

// band is one series over all seeds: the least, the middle and the greatest value at each point.
type band struct {
	Series
	low, middle, high []float64
}

// bands joins the series of several runs of one World. One that only some runs have (restarts) counts as 0 in the others.
func bands(results []*Result) (all []band) {
	at := map[string]int{}
	values := map[string][][]float64{}
	for _, r := range results {
		for _, s := range r.Series() {
			if _, known := at[s.Name]; !known {
				at[s.Name] = len(all)
				all = append(all, band{Series: s})
			}
			values[s.Name] = append(values[s.Name], s.Values)
		}
	}
	for i := range all {
		b := &all[i]
		for p := range b.Values {
			var here []float64
			for _, v := range values[b.Name] {
				if p < len(v) && !math.IsNaN(v[p]) && !math.IsInf(v[p], 0) {
					here = append(here, v[p])
				}
			}
			slices.Sort(here)
			low, middle, high := math.NaN(), math.NaN(), math.NaN()
			if n := len(here); n > 0 {
				low, middle, high = here[0], here[n/2], here[n-1]
			}
			b.low, b.middle, b.high = append(b.low, low), append(b.middle, middle), append(b.high, high)
		}
	}
	return all
}
