package page

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/assay-dev/assay/sim"
)

// window is a part of the runs that is given in numbers.
type window struct {
	name     string
	from, to time.Duration
}

// windows are the time before anything happened, and the last third: what a run comes to. Where something happened from the start on, or
// nothing did, they are all of it, and that.
func (p *Page) windows() []window {
	r := p.results[p.lit]
	begin, end := r.World().Warmup, r.For()
	first := window{"all", begin, end}
	if len(r.Marks) > 0 {
		m := r.Marks[0]
		if at := m.At / p.width * p.width; at > begin+end/30 && at <= end*2/3 {
			first = window{"before “" + m.What + "”", begin, at}
		}
	}
	return []window{first, {"the last third", end * 2 / 3, end}}
}

// numbers are the runs in a few numbers: what they were, and what they came to.
func (d *drawing) numbers() {
	p := d.page
	windows := p.windows()
	d.add("<h2>In numbers</h2>\n<div class=\"wide\"><table class=\"numbers\"><tr><th></th>")
	for _, w := range windows {
		d.add("<th>%s<br><span class=\"soft\">%s to %s</span></th>", html.EscapeString(w.name), span(w.from), span(w.to))
	}
	d.add("</tr>\n")
	for i, l := range p.results[0].Loads() {
		load := func(r *sim.Result) *sim.LoadStats { return r.Loads()[i] }
		id := string(l.ID)
		d.row(windows, id+": requests that came", rate, func(r *sim.Result, w window) float64 {
			return load(r).Requests(w.from, w.to) / (w.to - w.from).Seconds()
		})
		d.row(windows, id+": answered, of those", percent, func(r *sim.Result, w window) float64 { return load(r).Goodput(w.from, w.to) })
		d.row(windows, id+": tries of a request", short, func(r *sim.Result, w window) float64 { return load(r).TriesPerRequest(w.from, w.to) })
		d.row(windows, id+": 99 of 100 answered within", within, func(r *sim.Result, w window) float64 {
			if load(r).Requests(w.from, w.to) == 0 {
				return math.NaN()
			}
			if took := load(r).Latency(.99, w.from, w.to); took < math.MaxInt64 {
				return took.Seconds()
			}
			return math.Inf(1)
		})
	}
	for i, s := range p.results[0].Servers() {
		d.row(windows, string(s.ID)+": longest queue", messages, func(r *sim.Result, w window) float64 { return p.most(r.Servers()[i].QueueMax, w) })
		d.row(windows, string(s.ID)+": most memory", bytes, func(r *sim.Result, w window) float64 { return p.most(r.Servers()[i].MemoryMax, w) / (1 << 20) })
		d.row(windows, string(s.ID)+": deaths", short, func(r *sim.Result, w window) float64 { return p.sum(r.Servers()[i].Restarts, w) })
	}
	d.add("</table></div>\n")
	d.late()
}

func rate(x float64) string     { return short(x) + "/s" }
func messages(x float64) string { return short(x) + " messages" }
func percent(x float64) string  { return short(math.Round(x*1000)/10) + " %" }
func bytes(x float64) string    { return unitFor("MiB", x).of(x) }

func within(x float64) string {
	if math.IsInf(x, 0) {
		return "never"
	}
	return unitFor("s", x).of(x)
}

// row is one number in each window: the median of the runs, and from where to where they go. One that is 0 everywhere, as memory that
// nobody counts, is left out, unless it is of a load.
func (d *drawing) row(windows []window, name string, text func(float64) string, of func(*sim.Result, window) float64) {
	var cells string
	some := false
	for _, w := range windows {
		var values []float64
		for _, r := range d.page.results {
			if v := of(r, window{w.name, w.from, min(w.to, max(w.from, r.Ended()))}); !math.IsNaN(v) {
				values, some = append(values, v), some || v != 0
			}
		}
		low, middle, high := spread(values)
		cells += "<td>" + ranged(text, low, middle, high) + "</td>"
	}
	if some {
		d.add("<tr><th class=\"l\">%s</th>%s</tr>\n", html.EscapeString(name), cells)
	}
}

// ranged is a number, and in brackets its range, whose unit stands once where it is one.
func ranged(text func(float64) string, low, middle, high float64) string {
	if math.IsNaN(middle) {
		return "–"
	}
	from, is, to := text(low), text(middle), text(high)
	if from == to {
		return is
	}
	if u := afterDigits(is); u == afterDigits(from) && u == afterDigits(to) {
		from, to = strings.TrimSuffix(from, u), strings.TrimSuffix(to, u)
	}
	return fmt.Sprintf("%s <span class=\"soft\">(%s to %s)</span>", is, from, to)
}

func afterDigits(text string) string { return text[strings.LastIndexAny(text, "0123456789")+1:] }

// late says what was done for nothing.
func (d *drawing) late() {
	for i, l := range d.page.results[0].Loads() {
		var values []float64
		for _, r := range d.page.results {
			values = append(values, float64(r.Loads()[i].Late()))
		}
		if low, middle, high := spread(values); high > 0 {
			d.add("<p class=\"soft\">%s: in a whole run %s answers came when nobody waited for them any more.</p>\n", html.EscapeString(string(l.ID)), ranged(short, low, middle, high))
		}
	}
}

// points are those of a window.
func (p *Page) points(w window) (from, to int) {
	return int(w.from / p.width), min(int((w.to+p.width-1)/p.width), len(p.times))
}

func (p *Page) most(values []float64, w window) (most float64) {
	for from, to := p.points(w); from < to; from++ {
		most = max(most, values[from])
	}
	return most
}

func (p *Page) sum(values []float64, w window) (sum float64) {
	for from, to := p.points(w); from < to; from++ {
		sum += values[from]
	}
	return sum
}

// table is the pictures as text: the run that stands out, and from where to where all of them go.
func (d *drawing) table() {
	p := d.page
	d.add("<details><summary>The pictures as a table</summary><p class=\"soft\">Seed %d, and in brackets from the least to the greatest of all seeds.</p><div class=\"wide\"><table><tr><th>from</th>", p.results[p.lit].Seed)
	var lines [][]float64
	var bands []band
	for i := range p.tracks {
		t := &p.tracks[i]
		d.add("<th>%s (%s)</th>", html.EscapeString(t.name), html.EscapeString(t.unit))
		var all [][]float64
		for run := range t.runs {
			all = append(all, p.drawn(t, run))
		}
		lines, bands = append(lines, all[p.lit]), append(bands, bandOf(all))
	}
	d.add("</tr>\n")
	for c := range p.columns() {
		d.add("<tr><th>%s</th>", span(p.times[c*p.joined()]))
		for i := range lines {
			d.add("<td>%s</td>", tableCell(lines[i][c], bands[i].low[c], bands[i].high[c]))
		}
		d.add("</tr>\n")
	}
	d.add("</table></div></details>\n")
}

func tableCell(x, low, high float64) string {
	if short(low) == short(high) {
		return short(x)
	}
	return fmt.Sprintf("%s (%s–%s)", short(x), short(low), short(high))
}

// values are the drawn lines as JSON, for the script.
func (p *Page) values(panels []*panel) []byte {
	type trackData struct {
		Panel int       `json:"panel"`
		Times float64   `json:"times"` // from the value to what is shown, in Unit
		Unit  string    `json:"unit"`
		Top   float64   `json:"top"` // the value at the top
		Runs  [][]value `json:"runs"`
	}
	type marked struct {
		At   float64 `json:"at"` // in seconds
		What string  `json:"what"`
	}
	var d struct {
		Length  float64     `json:"length"` // of a run, in seconds
		Step    float64     `json:"step"`   // of a column
		Columns []value     `json:"columns"`
		Seeds   []string    `json:"seeds"`
		Lit     int         `json:"lit"`
		Tracks  []trackData `json:"tracks"`
		Marks   [][]marked  `json:"marks"`
	}
	d.Length, d.Step, d.Lit = p.results[0].For().Seconds(), (p.width * time.Duration(p.joined())).Seconds(), p.lit
	for c := range p.columns() {
		d.Columns = append(d.Columns, rounded(p.column(c)))
	}
	for _, r := range p.results {
		d.Seeds = append(d.Seeds, fmt.Sprint(r.Seed))
		marks := []marked{}
		for _, m := range r.Marks[:min(len(r.Marks), eventsMax)] {
			marks = append(marks, marked{m.At.Seconds(), m.What})
		}
		d.Marks = append(d.Marks, marks)
	}
	for at, n := range panels {
		for i := range n.tracks {
			t := trackData{Panel: at, Times: n.unit.times, Unit: n.unit.name, Top: n.steps[len(n.steps)-1]}
			for _, line := range n.lines[i] {
				var run []value
				for _, v := range line {
					run = append(run, rounded(v))
				}
				t.Runs = append(t.Runs, run)
			}
			d.Tracks = append(d.Tracks, t)
		}
	}
	text, err := json.Marshal(d)
	if err != nil {
		panic(err) // numbers and strings alone
	}
	return text
}

// rounded has as many digits as a picture shows.
func rounded(x float64) value {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	return value(short)
}
