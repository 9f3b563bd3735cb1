package page

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The measures of a panel, in units of its picture. All have the same, so that one drawing of the marks serves all.
const (
	right  = 788.
	left   = 66.
	top    = 24.
	bottom = 146.
	whole  = 168.
)

// panel is the tracks of one kind of one load or server.
type panel struct {
	owner  string
	kind   Kind
	tracks []int
	lines  [][][]float64 // of each track, by run
	bands  []band
	rulers []ruler
	unit   unit
	steps  []float64 // on the axis of values, in the tracks' own unit
}

// ruler is a Ruler of one panel.
type ruler struct {
	Ruler
	out bool // it lies too far above the lines
}

func (d *drawing) panels() (all []*panel) {
	p := d.page
	for i := range p.tracks {
		t := &p.tracks[i]
		if n := len(all); n == 0 || all[n-1].owner != t.Owner || all[n-1].kind != t.Kind {
			all = append(all, &panel{owner: t.Owner, kind: t.Kind, rulers: p.rulers(t.Owner, t.Kind)})
		}
		n := all[len(all)-1]
		var lines [][]float64
		for run := range t.runs {
			lines = append(lines, p.drawn(t, run))
		}
		n.tracks, n.lines, n.bands = append(n.tracks, i), append(n.lines, lines), append(n.bands, bandOf(lines))
	}
	for _, n := range all {
		n.scale(p)
	}
	return all
}

func (p *Page) rulers(owner string, kind Kind) (all []ruler) {
	for _, r := range p.data.Rulers {
		if r.Owner == owner && r.Kind == kind {
			all = append(all, ruler{Ruler: r})
		}
	}
	return all
}

// empty says that there is nothing to see: no run has another value than 0.
func (n *panel) empty() bool {
	return !slices.ContainsFunc(n.bands, func(b band) bool { return slices.ContainsFunc(b.high, func(v float64) bool { return v > 0 }) })
}

// rulersIn is how many times as high as the lines a ruler may lie before it is left to the words.
const rulersIn = 4

// scale makes room for the lines, and for those rulers that do not squeeze them.
func (n *panel) scale(p *Page) {
	high := 0.
	for _, b := range n.bands {
		for _, v := range b.high {
			if !math.IsNaN(v) {
				high = max(high, v)
			}
		}
	}
	for i, r := range n.rulers {
		if n.rulers[i].out = r.At > high*rulersIn; !n.rulers[i].out {
			high = max(high, r.At)
		}
	}
	n.unit = unitFor(p.tracks[n.tracks[0]].Unit, high)
	n.steps = steps(high*n.unit.times*1.02, 4)
	for i := range n.steps {
		n.steps[i] /= n.unit.times
	}
}

func (n *panel) y(v float64) float64 {
	return bottom - (bottom-top)*v/n.steps[len(n.steps)-1]
}

func (p *Page) x(at time.Duration) float64 {
	return left + (right-left)*float64(at)/float64(p.data.Length)
}

// column is where the middle of a column is.
func (p *Page) column(c int) float64 {
	from, to := time.Duration(c*p.joined())*p.width, min(time.Duration((c+1)*p.joined())*p.width, p.data.Length)
	return p.x((from + to) / 2)
}

func px(x float64) string { return trimmedZero(strconv.FormatFloat(x, 'f', 1, 64)) }

func trimmedZero(digits string) string { return strings.TrimSuffix(digits, ".0") }

// draw is one panel: what it is, its picture, how to read it, and its legend.
func (d *drawing) draw(at int, n *panel) {
	title := n.title()
	d.add("<figure data-panel=\"%d\"><h3>%s <span class=\"soft\">%s</span></h3>\n", at, html.EscapeString(title), html.EscapeString(n.axis()))
	d.add("<svg viewBox=\"0 0 800 %s\" role=\"img\" tabindex=\"0\" aria-label=\"%s over time; the numbers stand in the table below\">\n", px(whole), html.EscapeString(title))
	d.axes(n)
	for i := range n.tracks {
		d.spread(n, i)
	}
	d.gaps(n)
	for _, i := range n.order(d.page) {
		d.curve(n, i)
	}
	d.rulers(n)
	d.add("<use href=\"#marks%d\"/><line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"%s\" y2=\"%s\"/></svg>\n", d.page.lit, px(top), px(bottom))
	d.legend(n)
	d.add("<p class=\"soft\">%s</p>", html.EscapeString(n.how(d.page)))
	for _, r := range n.rulers {
		if !r.out { // its words are too long for the picture in a narrow window
			d.add("<p class=\"soft narrow\">Dotted line: %s.</p>", html.EscapeString(r.Words))
		}
	}
	d.add("</figure>\n")
}

// order is that in which lines are drawn, the wide one of what was answered first, for the others to be seen on it.
func (n *panel) order(p *Page) []int {
	all := make([]int, len(n.tracks))
	for i := range all {
		all[i] = i
	}
	slices.SortStableFunc(all, func(a, b int) int {
		wide := func(i int) int {
			if p.tracks[n.tracks[i]].Line == "answered" {
				return 0
			}
			return 1
		}
		return wide(a) - wide(b)
	})
	return all
}

func (d *drawing) axes(n *panel) {
	for _, v := range n.steps {
		d.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/><text class=\"tick end\" x=\"%s\" y=\"%s\">%s</text>\n",
			px(left), px(right), px(n.y(v)), px(n.y(v)), px(left-6), px(n.y(v)+4), short(v*n.unit.times))
	}
	length := d.page.data.Length
	c := clockFor(length)
	for _, at := range c.ticks(length) {
		x, class := d.page.x(at), "tick middle"
		if x > right-14 {
			class, x = "tick end", right
		}
		d.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/><text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n",
			px(d.page.x(at)), px(d.page.x(at)), px(bottom), px(bottom+4), class, px(x), px(bottom+17), c.text(at))
	}
}

// spread is the band of all runs of one track, and the median in it.
func (d *drawing) spread(n *panel, i int) {
	if len(d.page.data.Runs) < 2 {
		return
	}
	b := n.bands[i]
	var area strings.Builder
	for from := 0; from < len(b.low); {
		to := from
		for to < len(b.low) && !math.IsNaN(b.low[to]) {
			to++
		}
		for c := from; c < to; c++ {
			fmt.Fprintf(&area, "%s%s %s", letter(c == from), px(d.page.column(c)), px(n.y(b.high[c])))
		}
		for c := to - 1; c >= from; c-- {
			fmt.Fprintf(&area, "L%s %s", px(d.page.column(c)), px(n.y(b.low[c])))
		}
		if to > from {
			area.WriteString("Z")
		}
		from = max(to, from+1)
	}
	t := n.tracks[i]
	class := d.page.tracks[t].Line
	d.add("<path class=\"band %s t%d\" d=\"%s\"/><path class=\"median %s t%d\" d=\"%s\"/>\n", class, t, area.String(), class, t, d.path(n, b.middle))
}

func letter(first bool) string {
	if first {
		return "M"
	}
	return "L"
}

func (d *drawing) curve(n *panel, i int) {
	t := n.tracks[i]
	d.add("<path class=\"run %s t%d\" d=\"%s\"/>\n", d.page.tracks[t].Line, t, d.path(n, n.lines[i][d.page.lit]))
}

// path goes along a line, and begins anew after what is NaN. A point that stands alone is a dot.
func (d *drawing) path(n *panel, line []float64) string {
	var b strings.Builder
	for c, v := range line {
		if math.IsNaN(v) {
			continue
		}
		begins := c == 0 || math.IsNaN(line[c-1])
		fmt.Fprintf(&b, "%s%s %s", letter(begins), px(d.page.column(c)), px(n.y(v)))
		if begins && (c+1 == len(line) || math.IsNaN(line[c+1])) {
			b.WriteString("h0")
		}
	}
	return b.String()
}
