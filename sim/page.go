package sim

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay/evidence"
)

//go:embed page.css
var pageCSS string

// WritePage writes runs of one World as one offline HTML page: what was found, and below each other on one axis of time what came, what
// was answered, what waited, with the middle seed as a line and all seeds as a band. What happened stands on the axis too.
func WritePage(w io.Writer, title string, results []*Result, records []evidence.Record) error {
	p := &pageWriter{results: results, bands: bands(results)}
	p.add("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n<style>\n%s</style></head><body>\n", html.EscapeString(title), pageCSS)
	p.add("<h1>%s</h1>\n", html.EscapeString(title))
	if len(results) > 0 {
		p.add("<p class=\"soft\">%d seeds of %v each. The line is the middle seed at each moment, the band goes from the least to the greatest.</p>\n", len(results), results[0].For())
	}
	p.verdicts(records)
	p.panels()
	p.table()
	p.assumptions(records)
	p.add("</body></html>\n")
	_, err := io.WriteString(w, p.text.String())
	return err
}

type pageWriter struct {
	results []*Result
	bands   []band
	text    strings.Builder
}

func (p *pageWriter) add(format string, args ...any) { fmt.Fprintf(&p.text, format, args...) }

func (p *pageWriter) verdicts(records []evidence.Record) {
	p.add("<ul class=\"verdicts\">\n")
	for _, r := range records {
		verdict := string(r.Verdict)
		if r.Expected {
			verdict += ", as expected"
		}
		p.add("<li><b class=\"%s\">%s</b>%s<br><span class=\"soft\">%s</span></li>\n", html.EscapeString(string(r.Verdict)), html.EscapeString(verdict),
			html.EscapeString(r.Property+r.Finding), html.EscapeString(r.Why))
	}
	p.add("</ul>\n")
}

// The measures of a panel, in units of its picture.
const (
	pageWidth  = 780.
	pageLeft   = 60.
	pageTop    = 22.
	pagePlot   = 110.
	pageHeight = 160.
)

func (p *pageWriter) panels() {
	var names []string
	for _, b := range p.bands {
		if !slices.Contains(names, b.Panel) {
			names = append(names, b.Panel)
		}
	}
	for _, name := range names {
		var shown []band
		for _, b := range p.bands {
			if b.Panel == name {
				shown = append(shown, b)
			}
		}
		p.panel(name, shown)
	}
}

func (p *pageWriter) panel(name string, shown []band) {
	high := 0.
	for _, b := range shown {
		for _, v := range b.high {
			if !math.IsNaN(v) {
				high = max(high, v)
			}
		}
	}
	if high == 0 {
		high = 1
	}
	high = roundUp(high)
	unit := ""
	if shown[0].Unit != "" {
		unit = " (" + shown[0].Unit + ")"
	}
	p.add("<h2>%s%s</h2>\n<figure style=\"margin:0\"><svg viewBox=\"0 0 %g %g\" role=\"img\" aria-label=\"%s over time\">\n", html.EscapeString(name), html.EscapeString(unit), pageWidth, pageHeight, html.EscapeString(name))
	p.axes(high)
	for i, b := range shown {
		p.curve(i, b, high)
	}
	p.marks()
	p.add("</svg><figcaption>")
	for i, b := range shown {
		_, what, _ := strings.Cut(b.Name, ": ")
		p.add("<span class=\"key c%d\">%s</span>", i%4, html.EscapeString(what))
	}
	p.add("</figcaption></figure>\n")
}

// roundUp is the next number that is easy to read: 1, 2 or 5 and zeros.
func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, step := range []float64{1, 2, 5, 10} {
		if step*power >= x {
			return step * power
		}
	}
	return 10 * power
}

func (p *pageWriter) seconds() float64 { return p.results[0].For().Seconds() }

func (p *pageWriter) x(second float64) float64 {
	return pageLeft + second/p.seconds()*(pageWidth-pageLeft-10)
}

func (p *pageWriter) axes(high float64) {
	for _, part := range []float64{0, .5, 1} {
		y := pageTop + pagePlot*(1-part)
		p.add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
			pageLeft, pageWidth-10, y, y, pageLeft-6, y+4, short(high*part))
	}
	step := roundUp(p.seconds() / 8)
	for s := 0.; s <= p.seconds(); s += step {
		anchor := "middle"
		if p.x(s) > pageWidth-40 {
			anchor = "end"
		}
		p.add("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", p.x(s), pageTop+pagePlot+15, anchor, time.Duration(s*1e9))
	}
	p.add("<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", pageLeft, pageTop, pageWidth-pageLeft-10, pagePlot)
}

func (p *pageWriter) curve(i int, b band, high float64) {
	second := p.results[0].Width().Seconds()
	point := func(at int, v float64) string {
		return fmt.Sprintf("%.1f,%.1f", p.x((float64(at)+.5)*second), pageTop+pagePlot*(1-min(v/high, 1)))
	}
	var line, upper, lower []string
	flush := func() {
		if len(line) > 0 {
			slices.Reverse(lower)
			p.add("<polygon class=\"spread c%d\" points=\"%s\"/><polyline class=\"curve c%d\" points=\"%s\"/>\n", i%4, strings.Join(append(upper, lower...), " "), i%4, strings.Join(line, " "))
		}
		line, upper, lower = nil, nil, nil
	}
	for at := range b.middle {
		if math.IsNaN(b.middle[at]) {
			flush()
			continue
		}
		line = append(line, point(at, b.middle[at]))
		upper, lower = append(upper, point(at, b.high[at])), append(lower, point(at, b.low[at]))
	}
	flush()
}

// marksShown is how many marks have their words on the picture, and marksApart how far apart words are.
const marksApart = 90.

// marks are those of the first seed; the words of marks that stand close together are left to the title of the line.
func (p *pageWriter) marks() {
	last := -marksApart
	drawn := map[int]bool{}
	for _, m := range p.results[0].Marks {
		x := p.x(m.At.Seconds())
		if drawn[int(x)] {
			continue // one line a unit is enough
		}
		drawn[int(x)] = true
		words := ""
		if x-last >= marksApart {
			words, last = m.What, x
		}
		p.add("<g class=\"mark\"><title>%s at %v</title><line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\">%s</text></g>\n",
			html.EscapeString(m.What), m.At.Round(time.Millisecond), x, x, pageTop, pageTop+pagePlot, x+2, pageTop-6, html.EscapeString(words))
	}
}

// rowsMax is how many rows the table of numbers has.
const rowsMax = 60

func (p *pageWriter) table() {
	if len(p.results) == 0 {
		return
	}
	p.add("<details><summary>The numbers of the middle seed</summary><div class=\"wide\"><table><tr><th>time</th>")
	for _, b := range p.bands {
		p.add("<th>%s</th>", html.EscapeString(b.named()))
	}
	p.add("</tr>\n")
	points := p.results[0].engine.stats.points
	step := max(1, (points+rowsMax-1)/rowsMax)
	for at := 0; at < points; at += step {
		p.add("<tr><td>%v</td>", time.Duration(at)*p.results[0].Width())
		for _, b := range p.bands {
			p.add("<td>%s</td>", number(b.middle[at]))
		}
		p.add("</tr>\n")
	}
	p.add("</table></div></details>\n")
}

func (p *pageWriter) assumptions(records []evidence.Record) {
	if len(records) == 0 {
		return
	}
	p.add("<h2>What this rests on</h2>\n<ul class=\"soft\">\n")
	for _, e := range slices.Concat(records[0].Assumptions, records[0].Bounds, records[0].Coverage) {
		p.add("<li>%s: %s</li>\n", html.EscapeString(e.Name), html.EscapeString(e.Value))
	}
	p.add("</ul>\n<h2>What was not covered</h2>\n<ul class=\"soft\">\n")
	for _, n := range records[0].NotCovered {
		p.add("<li>%s</li>\n", html.EscapeString(n))
	}
	p.add("</ul>\n")
}
