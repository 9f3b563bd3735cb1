package doe

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// picture is an SVG that is being drawn. Coordinates are pixels, with one digit, so that it is the same on every machine.
type picture struct {
	b             strings.Builder
	width, height float64
}

func newPicture(width, height float64, title string) *picture {
	p := &picture{width: width, height: height}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %s %s" width="%s" height="%s"><title>%s</title>`+"\n",
		px(width), px(height), px(width), px(height), html.EscapeString(title))
	return p
}

func (p *picture) String() string { return p.b.String() + "</svg>\n" }

func (p *picture) printf(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func px(x float64) string {
	text := strconv.FormatFloat(x, 'f', 1, 64)
	if text = strings.TrimSuffix(text, ".0"); text == "-0" {
		return "0"
	}
	return text
}

func (p *picture) line(class string, x1, y1, x2, y2 float64) {
	p.printf(`<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`+"\n", class, px(x1), px(y1), px(x2), px(y2))
}

func (p *picture) rect(class string, x, y, w, h float64) {
	p.printf(`<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`+"\n", class, px(x), px(y), px(max(0, w)), px(max(0, h)))
}

func (p *picture) dot(class string, x, y, r float64) {
	p.printf(`<circle class="%s" cx="%s" cy="%s" r="%s"/>`+"\n", class, px(x), px(y), px(r))
}

// text writes at a baseline; anchor is start, middle or end.
func (p *picture) text(class, anchor string, x, y float64, text string) {
	p.printf(`<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`+"\n", class, anchor, px(x), px(y), html.EscapeString(text))
}

func (p *picture) path(class string, xs, ys []float64) {
	var d strings.Builder
	for i := range xs {
		step := " L"
		if i == 0 {
			step = "M"
		}
		d.WriteString(step + px(xs[i]) + " " + px(ys[i]))
	}
	p.printf(`<path class="%s" d="%s"/>`+"\n", class, d.String())
}

// scale maps values to pixels.
type scale struct{ low, high, from, to float64 }

func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return (s.from + s.to) / 2
	}
	return s.from + (v-s.low)/(s.high-s.low)*(s.to-s.from)
}

// wider leaves a margin around the values, so that points do not lie on the frame.
func (s scale) wider(part float64) scale {
	room := (s.high - s.low) * part
	if room == 0 {
		room = max(1e-9, math.Abs(s.low)*part)
	}
	s.low, s.high = s.low-room, s.high+room
	return s
}

// ticks are round values, about as many as asked.
func (s scale) ticks(about int) []float64 {
	span := s.high - s.low
	if !(span > 0) {
		return []float64{s.low}
	}
	step := math.Pow(10, math.Floor(math.Log10(span/float64(about))))
	for _, m := range []float64{1, 2, 5, 10} {
		if span/(step*m) <= float64(about) {
			step *= m
			break
		}
	}
	var all []float64
	for i := math.Ceil(s.low/step - 1e-9); i*step <= s.high+1e-9*step; i++ {
		all = append(all, i*step)
	}
	return all
}

// clip shortens a label to what fits.
func clip(text string, runes int) string {
	r := []rune(text)
	if len(r) <= runes {
		return text
	}
	return string(r[:runes-1]) + "…"
}
