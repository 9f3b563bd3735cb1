package page

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// cluster is marks that share a label, since theirs would overlap.
type cluster struct {
	from, to float64 // of their lines
	marks    []Mark
}

const (
	runeWidth  = 6.2 // about as wide as a letter is, in the labels' font
	labelRunes = 52
	labelApart = 10.
)

// clusters joins marks from the left until no label reaches the next one. The last one ends at the right edge of the picture.
func clusters(marks []Mark, x func(time.Duration) float64) (all []cluster) {
	for _, m := range marks {
		all = append(all, cluster{x(m.At), x(m.At), []Mark{m}})
		for len(all) > 1 {
			a, b := all[len(all)-2], all[len(all)-1]
			if _, end := a.room(); end+labelApart <= b.from {
				break
			}
			all = append(all[:len(all)-2], cluster{a.from, b.to, slices.Concat(a.marks, b.marks)})
		}
	}
	for n := len(all); n > 1; n = len(all) { // the last label may reach back, away from the edge
		begin, _ := all[n-1].room()
		if _, end := all[n-2].room(); end+labelApart <= begin {
			break
		}
		all = append(all[:n-2], cluster{all[n-2].from, all[n-1].to, slices.Concat(all[n-2].marks, all[n-1].marks)})
	}
	return all
}

// room is from where to where the label reaches.
func (c cluster) room() (begin, end float64) {
	width := float64(utf8.RuneCountInString(c.label())) * runeWidth
	begin = min(c.from, right-width)
	return begin, begin + width
}

// label names the marks, each once, or the first ones and how many there are more.
func (c cluster) label() string {
	var words []string
	count := map[string]int{}
	for _, m := range c.marks {
		if count[m.What]++; count[m.What] == 1 {
			words = append(words, m.What)
		}
	}
	said, text := 0, ""
	for _, w := range words {
		one := w
		if count[w] > 1 {
			one = fmt.Sprintf("%s ×%d", w, count[w])
		}
		if text != "" {
			one = text + " · " + one
		}
		if text != "" && utf8.RuneCountInString(one) > labelRunes {
			return fmt.Sprintf("%s, and %d more", text, len(c.marks)-said)
		}
		text, said = clip(one, labelRunes), said+count[w]
	}
	return text
}

func clip(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// linesApart is how far apart the lines of two marks are drawn at least.
const linesApart = 1.5

// marksDrawing is what happened in a run, once for all panels, which use it.
func (p *Page) marksDrawing(run int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<g id=\"marks%d\" class=\"mark\">", run)
	last := -1.
	for _, m := range p.data.Runs[run].Marks {
		if x := p.x(m.At); x-last >= linesApart {
			fmt.Fprintf(&b, "<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", px(x), px(x), px(top-4), px(bottom))
			last = x
		}
	}
	for _, c := range clusters(p.data.Runs[run].Marks, p.x) {
		begin, _ := c.room()
		fmt.Fprintf(&b, "<text x=\"%s\" y=\"%s\">%s</text>", px(max(begin, 0)), px(top-8), html.EscapeString(c.label()))
	}
	return b.String() + "</g>\n"
}

// eventsMax is how many marks are listed.
const eventsMax = 200

// events lists what happened when, in the run that stands out.
func (d *drawing) events() {
	marks := d.page.data.Runs[d.page.lit].Marks
	if len(marks) == 0 {
		return
	}
	d.add("<details><summary>What happened when (%d in seed %d)</summary><table><tr><th>time</th><th class=\"l\">what</th></tr>\n", len(marks), d.page.data.Runs[d.page.lit].Seed)
	for _, m := range marks[:min(len(marks), eventsMax)] {
		d.add("<tr><td>%s</td><td class=\"l\">%s</td></tr>\n", Span(m.At), html.EscapeString(m.What))
	}
	d.add("</table>")
	if more := len(marks) - eventsMax; more > 0 {
		d.add("<p class=\"soft\">and %d more, which the JSON has</p>", more)
	}
	d.add("</details>\n")
}
