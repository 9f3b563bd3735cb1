package page

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// window is a part of the runs that is given in numbers.
type window struct {
	name     string
	from, to time.Duration
}

// windows are the time before anything happened, and the last third: what a run comes to. Where something happened from the start on, or
// nothing did, they are all of it, and that. They begin and end with points of time, since that is what numbers are about.
func (p *Page) windows() []window {
	r := p.data.Runs[p.lit]
	whole := func(at time.Duration) time.Duration { return min((at+p.width-1)/p.width*p.width, p.data.Length) }
	begin, end := whole(p.data.Warmup), p.data.Length
	first := window{"the whole run", begin, end}
	if begin > 0 {
		first.name = "after the warm-up"
	}
	if len(r.Marks) > 0 {
		m := r.Marks[0]
		if at := m.At / p.width * p.width; at > begin+end/30 && at <= end*2/3 {
			first = window{"before “" + m.What + "”", begin, at}
		}
	}
	return []window{first, {"the last third", whole(end * 2 / 3), end}}
}

// numbers are the runs in a few numbers: what they were, and what they came to.
func (d *drawing) numbers() {
	p := d.page
	windows, clock := p.windows(), clockFor(p.data.Length)
	d.add("<h2>In numbers</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"in numbers\"><table class=\"numbers\"><tr><td></td>")
	for _, w := range windows {
		d.add("<th>%s<br><span class=\"soft\">%s to %s</span></th>", html.EscapeString(w.name), clock.text(w.from), clock.text(w.to))
	}
	d.add("</tr>\n")
	for _, r := range p.data.Rows {
		d.row(windows, r)
	}
	d.add("</table></div>\n")
	d.totals()
}

// Show is how the numbers of a row are written.
type Show uint8

// The ways to write numbers.
const (
	Count    Show = iota
	Rate          // so many a second
	Share         // 0 to 1, as a percentage
	Seconds       // infinite is never
	Messages      // that wait
	Bytes         // of memory
)

// Text is a number with its unit.
func (s Show) Text(x float64) string {
	return [...]func(float64) string{short, rate, percent, within, messages, bytes}[s](x)
}

func rate(x float64) string { return short(x) + "/s" }

func percent(x float64) string { return short(math.Round(x*1000)/10) + " %" }
func bytes(x float64) string   { return unitFor("MiB", x/(1<<20)).of(x / (1 << 20)) }

func messages(x float64) string {
	if x == 1 {
		return "1 message"
	}
	return short(x) + " messages"
}

func within(x float64) string {
	if math.IsInf(x, 0) {
		return "never"
	}
	return unitFor("s", x).of(x)
}

// row is one number in each window: the median of the runs, and from where to where they go.
func (d *drawing) row(windows []window, r Row) {
	var cells string
	some := false
	for _, w := range windows {
		var values []float64
		for run, ran := range d.page.data.Runs {
			if v := r.Of(run, w.from, min(w.to, max(w.from, ran.Ended))); !math.IsNaN(v) {
				values, some = append(values, v), some || v != 0
			}
		}
		low, middle, high := spread(values)
		cells += "<td>" + ranged(r.Show.Text, low, middle, high) + "</td>"
	}
	if some {
		d.add("<tr><th class=\"l\">%s</th>%s</tr>\n", html.EscapeString(r.Name), cells)
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

// totals are what is said of whole runs.
func (d *drawing) totals() {
	for _, t := range d.page.data.Totals {
		if low, middle, high := spread(slices.Clone(t.Values)); high > 0 {
			d.add("<p class=\"soft\">%s</p>\n", fmt.Sprintf(html.EscapeString(t.Sentence), ranged(short, low, middle, high)))
		}
	}
}

// table is the pictures as text: the run that stands out, and from where to where all of them go.
func (d *drawing) table() {
	p := d.page
	d.add("<details><summary>The pictures as a table</summary><p class=\"soft\">Seed %d, and in brackets from the least to the greatest of all seeds.</p><div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"the pictures as a table\"><table><tr><th>from</th>", p.data.Runs[p.lit].Seed)
	var lines [][]float64
	var bands []band
	for i := range p.tracks {
		t := &p.tracks[i]
		d.add("<th>%s (%s)</th>", html.EscapeString(t.Name), html.EscapeString(t.Unit))
		var all [][]float64
		for run := range t.runs {
			all = append(all, p.drawn(t, run))
		}
		lines, bands = append(lines, all[p.lit]), append(bands, bandOf(all))
	}
	d.add("</tr>\n")
	for c := range p.columns() {
		d.add("<tr><th>%s</th>", Span(p.times[c*p.joined()]))
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
		Track int       `json:"track"`
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
	d.Length, d.Step, d.Lit = p.data.Length.Seconds(), (p.width * time.Duration(p.joined())).Seconds(), p.lit
	for c := range p.columns() {
		d.Columns = append(d.Columns, rounded(p.column(c)))
	}
	for _, r := range p.data.Runs {
		d.Seeds = append(d.Seeds, fmt.Sprint(r.Seed))
		marks := []marked{}
		for _, m := range r.Marks[:min(len(r.Marks), eventsMax)] {
			marks = append(marks, marked{m.At.Seconds(), m.What})
		}
		d.Marks = append(d.Marks, marks)
	}
	for at, n := range panels {
		for i := range n.tracks {
			t := trackData{Track: n.tracks[i], Panel: at, Times: n.unit.times, Unit: n.unit.name, Top: n.steps[len(n.steps)-1]}
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
