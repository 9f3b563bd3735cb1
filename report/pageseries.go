package report

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

type (
	shownSeries struct {
		System, Test, Words, Marks string
		Open                       bool
		Panels                     []shownPanel
	}
	shownPanel struct {
		Title string
		SVG   template.HTML
		Lines []shownKey
	}
	shownKey struct {
		Key         int
		Name, Range string
	}
)

const (
	panelWidth, panelHeight = 360, 120 // of a picture, in its own units
	panelLeft, panelFoot    = 44, 18
	panelKeys               = 4 // kinds of line; more than so many in one panel repeat them
	seriesMarksMax          = 8 // that are told of in words
)

// seriesOf is what a simulation counted, as small pictures.
func seriesOf(s evidence.Series, open bool) shownSeries {
	points := 0
	for _, l := range s.Lines {
		points = max(points, len(l.Middle))
	}
	length := float64(points) * float64(s.Seconds)
	shown := shownSeries{System: trace.Line(s.System), Test: trace.Line(s.Test), Open: open, Words: counted(s.Runs, "seed") + " of " + spanWords(length)}
	var names []string
	for _, l := range s.Lines {
		if !slices.Contains(names, l.Panel) {
			names = append(names, l.Panel)
		}
	}
	for _, name := range names {
		var lines []evidence.SeriesLine
		for _, l := range s.Lines {
			if l.Panel == name {
				lines = append(lines, l)
			}
		}
		shown.Panels = append(shown.Panels, panelOf(name, lines, s.Marks, length))
	}
	var marks []string
	for _, m := range s.Marks[:min(len(s.Marks), seriesMarksMax)] {
		marks = append(marks, trace.Line(m.What)+" at "+spanWords(float64(m.Seconds)))
	}
	if more := len(s.Marks) - len(marks); more > 0 {
		marks = append(marks, fmt.Sprintf("and %d more", more))
	}
	shown.Marks = strings.Join(marks, "; ")
	return shown
}

func spanWords(seconds float64) string {
	switch {
	case seconds >= 7200:
		return fmt.Sprintf("%.3g h", seconds/3600)
	case seconds >= 120:
		return fmt.Sprintf("%.3g min", seconds/60)
	}
	return fmt.Sprintf("%.3g s", seconds)
}

// panelOf is one picture: lines of one unit over time.
func panelOf(name string, lines []evidence.SeriesLine, marks []evidence.SeriesMark, length float64) shownPanel {
	unit := trace.Line(lines[0].Unit)
	shown := shownPanel{Title: trace.Line(name) + " (" + unit + ")"}
	top := 0.
	for _, l := range lines {
		for _, values := range [][]evidence.Number{l.Middle, l.High} {
			for _, v := range values {
				if !math.IsNaN(float64(v)) {
					top = max(top, float64(v))
				}
			}
		}
	}
	if top <= 0 {
		top = 1
	}
	var b strings.Builder
	var said []string
	for i, l := range lines {
		low, high := bounds(l.Middle)
		key := shownKey{Key: i % panelKeys, Name: trace.Line(strings.TrimPrefix(l.Name, strings.SplitN(name, ": ", 2)[0]+": ")), Range: fmt.Sprintf("%s to %s", short(low), short(high))}
		shown.Lines = append(shown.Lines, key)
		said = append(said, key.Name+" "+key.Range)
	}
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, panelWidth, panelHeight, html.EscapeString(shown.Title+" over "+spanWords(length)+": "+strings.Join(said, ", ")))
	axes(&b, top, length)
	for _, m := range marks {
		if x := xAt(float64(m.Seconds), length); length > 0 && float64(m.Seconds) <= length {
			fmt.Fprintf(&b, `<line class="mark" x1="%s" x2="%s" y1="4" y2="%d"/>`, coordinate(x), coordinate(x), panelHeight-panelFoot)
		}
	}
	for i, l := range lines {
		if len(l.Low) == len(l.Middle) && len(l.High) == len(l.Middle) {
			fmt.Fprintf(&b, `<path class="band b%d" d="%s"/>`, i%panelKeys, bandPath(l.Low, l.High, top))
		}
		fmt.Fprintf(&b, `<path class="line l%d" d="%s"/>`, i%panelKeys, linePath(l.Middle, top))
	}
	b.WriteString("</svg>")
	shown.SVG = template.HTML(b.String()) // every text in it is escaped above
	return shown
}

func axes(b *strings.Builder, top, length float64) {
	foot := panelHeight - panelFoot
	fmt.Fprintf(b, `<path class="axis" d="M%d 4V%dH%d"/>`, panelLeft, foot, panelWidth)
	fmt.Fprintf(b, `<text x="%d" y="12" class="end">%s</text><text x="%d" y="%d" class="end">0</text>`, panelLeft-4, short(top), panelLeft-4, foot)
	fmt.Fprintf(b, `<text x="%d" y="%d">0</text><text x="%d" y="%d" class="end">%s</text>`, panelLeft, panelHeight-4, panelWidth-2, panelHeight-4, spanWords(length))
}

func bounds(values []evidence.Number) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if f := float64(v); !math.IsNaN(f) {
			low, high = min(low, f), max(high, f)
		}
	}
	if low > high {
		return 0, 0
	}
	return low, high
}

func short(v float64) string {
	switch size := math.Abs(v); {
	case size >= 1e6:
		return strconv.FormatFloat(v/1e6, 'g', 3, 64) + "M"
	case size >= 1e4:
		return strconv.FormatFloat(v/1e3, 'g', 3, 64) + "k"
	case size >= 1e3:
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

func xAt(seconds, length float64) float64 { return panelLeft + seconds/length*(panelWidth-panelLeft) }

func xOf(i, n int) float64 { return panelLeft + (float64(i)+.5)/float64(n)*(panelWidth-panelLeft) }

func yOf(v evidence.Number, top float64) float64 {
	return 4 + (1-float64(v)/top)*(panelHeight-panelFoot-4)
}

// linePath is a line that is broken where there is nothing to say.
func linePath(values []evidence.Number, top float64) string {
	var b strings.Builder
	pen := "M"
	for i, v := range values {
		if math.IsNaN(float64(v)) {
			pen = "M"
			continue
		}
		b.WriteString(pen + coordinate(xOf(i, len(values))) + " " + coordinate(yOf(v, top)))
		pen = "L"
	}
	return b.String()
}

// bandPath goes along the greatest values and back along the least, over what has both.
func bandPath(low, high []evidence.Number, top float64) string {
	var there, back []string
	for i := range low {
		if !math.IsNaN(float64(low[i])) && !math.IsNaN(float64(high[i])) {
			x := coordinate(xOf(i, len(low)))
			there, back = append(there, x+" "+coordinate(yOf(high[i], top))), append(back, x+" "+coordinate(yOf(low[i], top)))
		}
	}
	if len(there) == 0 {
		return ""
	}
	slices.Reverse(back)
	return "M" + strings.Join(append(there, back...), "L") + "Z"
}
