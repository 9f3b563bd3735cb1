package page

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/assay-dev/assay/evidence"
)

//go:embed page.css
var style string

//go:embed page.js
var script string

// HTML writes one page that needs nothing else: what was claimed, the runs in numbers, and below each other, on one axis of time with
// what happened, what came and was answered, tries, latencies, queues, memory and restarts. The line is one run, the band all of them.
// A script, which may be off, reads out the values under the pointer and changes the run.
func (p Page) HTML(w io.Writer) error {
	d := &drawing{page: &p}
	title := html.EscapeString(p.data.Title)
	d.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n",
		title, style, p.toggles(), title)
	if len(p.data.Runs) > 0 {
		d.add("<p class=\"soft\">%s of %s of virtual time%s</p>\n", counted(len(p.data.Runs), "seed"), Span(p.data.Length), html.EscapeString(p.ends()))
	}
	d.verdicts()
	switch {
	case len(p.tracks) > 0:
		d.numbers()
		d.pictures()
		d.events()
		d.table()
	case len(p.data.Runs) > 0:
		d.say("soft", "There is no load and no server, so that nothing is counted over time.")
		d.events()
	}
	d.add("</main>\n</body>\n</html>\n")
	return written(w, []byte(d.text.String()))
}

// drawing is a page that is being written.
type drawing struct {
	page *Page
	text strings.Builder
}

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(&d.text, format, args...) }

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s %s", short(float64(n)), what)
}

// ends says which runs a finding ended.
func (p *Page) ends() (text string) {
	for _, r := range p.data.Runs {
		if r.Ended < p.data.Length {
			text += fmt.Sprintf(". Seed %d ended at %s with a finding", r.Seed, Span(r.Ended))
		}
	}
	return text
}

// toggles are the rules by which a box in a legend hides its line, with no script.
func (p *Page) toggles() string {
	var b strings.Builder
	for t := range p.tracks {
		fmt.Fprintf(&b, "figure:has(.b%d:not(:checked)) .t%d { display: none; }\n", t, t)
	}
	return b.String()
}

// signs are read where colours are not seen.
var signs = map[evidence.Verdict]string{evidence.Holds: "✓", evidence.Violated: "✗", evidence.Unknown: "?"}

func (d *drawing) verdicts() {
	if len(d.page.data.Records) == 0 {
		return
	}
	d.add("<ul class=\"verdicts\">\n")
	for _, r := range d.page.data.Records {
		verdict := string(r.Verdict)
		if r.Expected {
			verdict += ", as expected"
		}
		d.add("<li class=\"%s\"><b>%s %s</b> %s", html.EscapeString(string(r.Verdict)), signs[r.Verdict], html.EscapeString(verdict), html.EscapeString(subject(r)))
		for _, line := range strings.Split(r.Why, "\n") {
			d.say("why", line)
		}
		if r.Accepted != "" {
			d.say("why", "accepted: "+r.Accepted)
		}
		if r.Trace != nil {
			d.add("<details><summary>the way to it</summary><pre>%s</pre></details>", html.EscapeString(r.Trace.String()))
		}
		d.add("</li>\n")
	}
	d.add("</ul>\n")
	d.grounds()
}

func (d *drawing) say(class, text string) {
	if text != "" {
		d.add("<p class=\"%s\">%s</p>", class, html.EscapeString(text))
	}
}

func subject(r evidence.Record) string {
	switch {
	case r.Property != "" && r.Finding != "":
		return r.Property + " (" + r.Finding + ")"
	case r.Property != "":
		return r.Property
	}
	return "finding: " + r.Finding
}

// grounds are what the verdicts rest on, each line once, whichever record it stands in.
func (d *drawing) grounds() {
	var not []string
	lists := [3][]evidence.Entry{}
	for _, r := range d.page.data.Records {
		for i, entries := range [][]evidence.Entry{r.Assumptions, r.Bounds, r.Coverage} {
			for _, e := range entries {
				if !slices.Contains(lists[i], e) {
					lists[i] = append(lists[i], e)
				}
			}
		}
		for _, n := range r.NotCovered {
			if !slices.Contains(not, n) {
				not = append(not, n)
			}
		}
	}
	for _, n := range not {
		d.say("not", "Not covered: "+n+".")
	}
	d.add("<details><summary>What this rests on</summary>\n")
	for i, name := range []string{"Assuming", "Within", "Covered"} {
		if len(lists[i]) == 0 {
			continue
		}
		d.add("<p class=\"soft\"><b>%s</b></p><ul class=\"soft\">", name)
		for _, e := range lists[i] {
			d.add("<li>%s: %s</li>", html.EscapeString(e.Name), html.EscapeString(e.Value))
		}
		d.add("</ul>\n")
	}
	d.add("</details>\n")
}

func (d *drawing) pictures() {
	p := d.page
	d.add("<h2>Over time</h2>\n<p class=\"soft\">%s</p>\n", p.reading())
	d.add("<p id=\"pick\" class=\"soft\" hidden>Line: <select aria-label=\"which seed the line is\"></select> <span>Point at a picture to read its values, or go through it with ← and →.</span></p>\n")
	d.add("<svg class=\"store\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n")
	for run := range p.data.Runs {
		d.add("%s", p.marksDrawing(run))
	}
	d.add("</defs></svg>\n")
	var panels []*panel
	var empty []string
	for _, n := range d.panels() {
		if n.empty() {
			empty = append(empty, n.title())
			continue
		}
		d.draw(len(panels), n)
		panels = append(panels, n)
	}
	if len(empty) > 0 {
		d.say("soft", "Always 0, in all seeds, and so not drawn: "+strings.Join(empty, "; ")+".")
	}
	d.add("<script type=\"application/json\" id=\"data\">%s</script>\n<script>\n%s</script>\n", p.values(panels), script)
}

func (p *Page) reading() string {
	text := "A point is " + Span(p.width*time.Duration(p.joined())) + "."
	if slices.ContainsFunc(p.data.Runs, func(r Run) bool { return len(r.Marks) > 0 }) {
		text += " Dashed upright lines are what happened in that run<span class=\"narrow\">; they are named below the pictures</span>."
	}
	if n := len(p.data.Runs); n > 1 {
		return fmt.Sprintf("The line is seed <span id=\"lit\">%d</span>, the shade goes from the least to the greatest of all %d seeds, and the thin line in it is their median. %s", p.data.Runs[p.lit].Seed, n, text)
	}
	return fmt.Sprintf("The line is seed <span id=\"lit\">%d</span>. %s", p.data.Runs[p.lit].Seed, text)
}

// gaps says where nothing was answered, for an empty picture to be no riddle.
func (d *drawing) gaps(n *panel) {
	if n.kind != Latency {
		return
	}
	line, ended := n.bands[0].middle, d.page.x(d.page.data.Runs[d.page.lit].Ended)
	for from := 0; from < len(line); from++ {
		to := from
		for to < len(line) && math.IsNaN(line[to]) && d.page.column(to) < ended {
			to++
		}
		if to > from && d.page.column(to-1)-d.page.column(from) > 130 {
			d.add("<text class=\"tick middle\" x=\"%s\" y=\"%s\">nothing was answered</text>\n", px((d.page.column(from)+d.page.column(to-1))/2), px((top+bottom)/2))
		}
		from = max(from, to)
	}
}

func (d *drawing) rulers(n *panel) {
	for _, r := range n.rulers {
		if r.out {
			continue
		}
		y := n.y(r.At)
		d.add("<line class=\"ruler\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/><text class=\"ruled end\" x=\"%s\" y=\"%s\">%s</text>\n",
			px(left), px(right), px(y), px(y), px(right-4), px(d.free(n, y, r.Words)), html.EscapeString(r.Words))
	}
}

// free is a baseline near y on which words at the right edge are not on a line, if there is one.
func (d *drawing) free(n *panel, y float64, words string) float64 {
	begin := right - 4 - float64(utf8.RuneCountInString(words))*runeWidth
	crossed := func(baseline float64) bool {
		for _, b := range n.bands {
			for c, v := range b.high {
				if d.page.column(c) >= begin && n.y(v) < baseline+4 && n.y(b.low[c]) > baseline-11 {
					return true
				}
			}
		}
		return false
	}
	for _, off := range []float64{-4, 13, -12, 21, -20, 29} {
		if baseline := y + off; baseline > top && baseline < bottom-2 && !crossed(baseline) {
			return baseline
		}
	}
	return y - 4
}

// legend names the lines. Its boxes hide them.
func (d *drawing) legend(n *panel) {
	d.add("<p class=\"legend\">")
	for _, t := range n.tracks {
		track := &d.page.tracks[t]
		d.add("<label><input type=\"checkbox\" class=\"b%d\" checked><svg class=\"key\" viewBox=\"0 0 24 10\"><path class=\"run %s\" d=\"M1 5H23\"/></svg> %s <output data-track=\"%d\"></output></label> ",
			t, track.Line, html.EscapeString(track.label()), t)
	}
	d.add("</p>\n")
}
