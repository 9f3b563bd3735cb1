// Package page does one thing: it draws runs over time, as an offline HTML page, as data, and as lines on a terminal.
//
// It is given numbers and knows no simulation: sim.PageOf says what a run is. It judges nothing: the verdicts are those of the records that
// it is given. Equal data gives equal bytes.
package page

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/assay-dev/assay/evidence"
)

// Data is what there is to draw: runs that are alike but for their seed.
type Data struct {
	Title   string
	Length  time.Duration // of a run, as it was to be
	Width   time.Duration // of a point of time; the last one is what is left
	Warmup  time.Duration // that no number counts
	Owners  []string      // whose series there are, in the order of the page
	Runs    []Run
	Rulers  []Ruler
	Rows    []Row
	Totals  []Total
	Records []evidence.Record
}

// Run is one seed. Ended is Length, or earlier where a finding ended it.
type Run struct {
	Seed   uint64
	Digest string // of the whole behaviour
	Ended  time.Duration
	Failed bool // something is violated in it
	Faults []string
	Marks  []Mark
	Series []Series
}

// Mark is something that happened, for the time axis.
type Mark struct {
	At   time.Duration `json:"at"` // in nanoseconds
	What string        `json:"what"`
}

// Series is one number over the time of a run: a value for each point of time, NaN where there is nothing to say. A series that only
// some runs have is 0 in the others.
type Series struct {
	Owner  string // the load or server that it is of
	Name   string // which begins with the owner: "clients: answered"
	Kind   Kind
	Unit   string
	Line   string // how it is drawn: one of the lines that page.css knows
	Label  string // in the legend; "" is the name without the owner
	Values []float64
}

// Kind says what a panel shows. Series of one owner and kind are drawn together, the kinds of one owner in this order.
type Kind string

// The kinds of panels.
const (
	Requests Kind = "requests"
	Tries    Kind = "tries"
	Latency  Kind = "latency of what was answered"
	Queue    Kind = "queue"
	Memory   Kind = "memory"
	Restarts Kind = "restarts"
)

var kinds = []Kind{Requests, Tries, Latency, Queue, Memory, Restarts}

// Ruler is a level that is known beforehand, for the lines of one panel to be seen against.
type Ruler struct {
	Owner string
	Kind  Kind
	At    float64 // in the unit of the series
	Words string
}

// Row is one line of the table of numbers: of each run from one moment to another, NaN where there is nothing to say. One that is 0
// everywhere, as memory that nobody counts, is left out.
type Row struct {
	Name string
	Show Show
	Of   func(run int, from, to time.Duration) float64
}

// Total is a sentence about whole runs, with a %s for a number of each. It is left out where all are 0.
type Total struct {
	Sentence string
	Values   []float64
}

// Page is what there is to see of runs.
type Page struct {
	data   Data
	tracks []track
	times  []time.Duration // at which the points begin
	width  time.Duration   // of a point
	lit    int             // the run whose line stands out
}

// track is one series in all runs. What a run did not get to is NaN.
type track struct {
	Series
	runs [][]float64
}

// Of is the page of some runs. The first one that failed stands out, or else the first. A last point that is less than half as wide as
// the others is left out: what it counts is too little to compare.
func Of(d Data) Page {
	p := Page{data: d}
	if len(d.Runs) == 0 {
		return p
	}
	p.lit = max(0, slices.IndexFunc(d.Runs, func(r Run) bool { return r.Failed }))
	p.width = d.Width
	for at := time.Duration(0); at == 0 || at+p.width/2 <= d.Length; at += p.width {
		p.times = append(p.times, at)
	}
	for i, r := range d.Runs {
		for _, s := range r.Series {
			p.put(i, s)
		}
	}
	for t := range p.tracks {
		for i, values := range p.tracks[t].runs {
			p.tracks[t].runs[i] = p.filled(values, d.Runs[i].Ended)
		}
	}
	slices.SortStableFunc(p.tracks, func(a, b track) int {
		return cmp.Or(slices.Index(d.Owners, a.Owner)-slices.Index(d.Owners, b.Owner), slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind))
	})
	return p
}

// put adds what one run has of a series.
func (p *Page) put(run int, s Series) {
	at := slices.IndexFunc(p.tracks, func(t track) bool { return t.Name == s.Name })
	if at < 0 {
		at, p.tracks = len(p.tracks), append(p.tracks, track{s, make([][]float64, len(p.data.Runs))})
	}
	p.tracks[at].runs[run] = s.Values
}

// filled has as many points as the page: 0 where a run has no such series, as for restarts where nothing died, and NaN after its end.
func (p *Page) filled(values []float64, ended time.Duration) []float64 {
	all := make([]float64, len(p.times))
	copy(all, values)
	for at, begin := range p.times {
		if begin >= ended || math.IsInf(all[at], 0) {
			all[at] = math.NaN()
		}
	}
	return all
}

// columnsMax is how many points are drawn at most.
const columnsMax = 400

// joined says how many points are one column of the picture.
func (p *Page) joined() int { return max(1, (len(p.times)+columnsMax-1)/columnsMax) }

func (p *Page) columns() int { return (len(p.times) + p.joined() - 1) / p.joined() }

// drawn is a run's line in columns: the most of what is a most, the sum of what is counted, and the mean of what is a mean or a rate.
func (p *Page) drawn(t *track, run int) []float64 {
	all := make([]float64, p.columns())
	for c := range all {
		all[c] = t.join(t.runs[run][c*p.joined() : min((c+1)*p.joined(), len(p.times))])
	}
	return all
}

func (t *track) join(values []float64) float64 {
	sum, most, n := 0., math.Inf(-1), 0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum, most, n = sum+v, max(most, v), n+1
		}
	}
	switch {
	case n == 0:
		return math.NaN()
	case t.Kind == Queue, t.Kind == Memory:
		return most
	case t.Kind == Restarts:
		return sum
	}
	return sum / float64(n)
}

// band is a track over all runs: at each column the least, the median and the greatest.
type band struct{ low, middle, high []float64 }

func bandOf(lines [][]float64) (b band) {
	for c := range lines[0] {
		var here []float64
		for _, line := range lines {
			if !math.IsNaN(line[c]) {
				here = append(here, line[c])
			}
		}
		low, middle, high := spread(here)
		b.low, b.middle, b.high = append(b.low, low), append(b.middle, middle), append(b.high, high)
	}
	return b
}

// spread is the least, the median and the greatest, or NaN of nothing. It sorts values.
func spread(values []float64) (low, middle, high float64) {
	n := len(values)
	if n == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	slices.Sort(values)
	return values[0], (values[(n-1)/2] + values[n/2]) / 2, values[n-1]
}
