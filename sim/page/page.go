// Package page does one thing: it draws simulated runs, as an offline HTML page, as data, and as lines on a terminal.
//
// It reads what the runs counted, and judges nothing: the verdicts are those of the records that it is given. Equal runs give equal
// bytes.
package page

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/sim"
)

// Page is what there is to see of runs of one World.
type Page struct {
	title   string
	results []*sim.Result
	records []evidence.Record
	tracks  []track
	times   []time.Duration // at which the points begin
	width   time.Duration   // of a point
	lit     int             // the run whose line stands out
}

// track is one series in all runs. What a run did not get to is NaN.
type track struct {
	name  string // "clients: answered"
	owner string // "clients"
	kind  string // of panel: "requests"
	unit  string
	runs  [][]float64
}

// The kinds of panels, in the order in which those of one load or server stand.
const (
	kindRequests = "requests"
	kindTries    = "tries"
	kindLatency  = "latency of what was answered"
	kindQueue    = "queue"
	kindMemory   = "memory"
	kindRestarts = "restarts"
)

var kinds = []string{kindRequests, kindTries, kindLatency, kindQueue, kindMemory, kindRestarts}

// Of is the page of runs of one World, and of what was claimed about them. The first run with a finding or a violated property stands
// out, or else the first. A last point that is less than half as wide as the others is left out: what it counts is too little to compare.
func Of(title string, results []*sim.Result, records []evidence.Record) Page {
	p := Page{title: title, results: results, records: records}
	if len(results) == 0 {
		return p
	}
	p.lit = max(0, slices.IndexFunc(results, func(r *sim.Result) bool { return r.Finding != nil || len(r.Violated) > 0 }))
	p.width = results[0].Width()
	for at := time.Duration(0); at == 0 || at+p.width/2 <= results[0].For(); at += p.width {
		p.times = append(p.times, at)
	}
	for i, r := range results {
		for _, s := range r.Series() {
			p.put(i, s)
		}
		for _, l := range r.Loads() {
			id := string(l.ID)
			p.put(i, sim.Series{Name: id + ": tries sent", Unit: "1/s", Panel: id + ": " + kindRequests, Values: perSecond(l.Tried, p.width)})
		}
	}
	for t := range p.tracks {
		p.fill(&p.tracks[t])
	}
	p.arrange()
	p.cutUndecided()
	return p
}

func perSecond(counts []float64, width time.Duration) []float64 {
	rates := make([]float64, len(counts))
	for i, n := range counts {
		rates[i] = n / width.Seconds()
	}
	return rates
}

// put adds what one run has of a series.
func (p *Page) put(run int, s sim.Series) {
	at := slices.IndexFunc(p.tracks, func(t track) bool { return t.name == s.Name })
	if at < 0 {
		cut := strings.LastIndex(s.Panel, ": ")
		t := track{name: s.Name, owner: s.Panel[:cut], kind: s.Panel[cut+2:], unit: s.Unit, runs: make([][]float64, len(p.results))}
		switch t.kind {
		case kindTries:
			t.unit = "per request"
		case kindQueue:
			t.unit = "messages"
		case kindRestarts:
			t.unit = "restarts"
		}
		at, p.tracks = len(p.tracks), append(p.tracks, t)
	}
	p.tracks[at].runs[run] = s.Values
}

// fill gives each run as many points as the page has: 0 where a run has no such series, as for restarts where nothing died, and NaN
// after its end. Rates in a last point that is not as wide as the others are by its own width.
func (p *Page) fill(t *track) {
	last := len(p.times) - 1
	for i, values := range t.runs {
		all := make([]float64, len(p.times))
		copy(all, values)
		r := p.results[i]
		if rest := r.For() - p.times[last]; rest < p.width && t.unit == "1/s" {
			all[last] *= float64(p.width) / float64(rest)
		}
		for at, begin := range p.times {
			if begin >= r.Ended() || math.IsInf(all[at], 0) {
				all[at] = math.NaN()
			}
		}
		t.runs[i] = all
	}
}

// arrange brings the tracks into the order of the page: loads as in the World, then servers as in the System, and kind by kind.
func (p *Page) arrange() {
	var owners []string
	for _, l := range p.results[0].Loads() {
		owners = append(owners, string(l.ID))
	}
	for _, s := range p.results[0].Servers() {
		owners = append(owners, string(s.ID))
	}
	slices.SortStableFunc(p.tracks, func(a, b track) int {
		return cmp.Or(slices.Index(owners, a.owner)-slices.Index(owners, b.owner), slices.Index(kinds, a.kind)-slices.Index(kinds, b.kind))
	})
}

// cutUndecided takes away the end of what is said of requests by when they came, as long as some of these are neither answered nor given
// up: their tries are not all made, and it would look as if things got better in the end (TestUndecided).
func (p *Page) cutUndecided() {
	for i, r := range p.results {
		for l, load := range r.Loads() {
			if r.World().Load[l].Timeout == 0 {
				continue // it is one try, however long it takes
			}
			for at := len(p.times) - 1; at >= 0 && load.Kept[at]+load.Broken[at] < load.Offered[at]; at-- {
				for _, t := range p.tracks {
					if t.owner == string(load.ID) && (t.kind == kindTries || t.kind == kindLatency || strings.HasSuffix(t.name, ": tries sent")) {
						t.runs[i][at] = math.NaN()
					}
				}
			}
		}
	}
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
	case t.kind == kindQueue, t.kind == kindMemory:
		return most
	case t.kind == kindRestarts:
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
