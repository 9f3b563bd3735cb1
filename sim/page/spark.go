package page

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	sparksMax  = 9 // with what happened, and what is left out, that is 12 lines
	sparkLeast = 10
	sparkMost  = 60

	whatHappened = "what happened"
)

// Spark writes the median of all runs over time on a few lines of at most width columns: the name of a series, its line from 0 to its
// greatest value, and between which values it moves. Of many series the first ones of each kind are written.
func (p Page) Spark(w io.Writer, width int) error {
	shown := p.sparked()
	var names, ranges []string
	longest, furthest := 0, 0
	lines := make([][]float64, len(shown))
	for i, t := range shown {
		lines[i] = bandOf(t.runs).middle
		low, high := ends(lines[i])
		u := unitFor(t.Unit, high)
		name, extent := t.Name, u.of(high)
		switch {
		case math.IsNaN(high):
			extent = "nothing"
		case u.of(low) != u.of(high):
			extent = short(low*u.times) + " to " + extent
		}
		names, ranges = append(names, name), append(ranges, extent)
		longest, furthest = max(longest, utf8.RuneCountInString(name)), max(furthest, utf8.RuneCountInString(extent))
	}
	if len(p.data.Runs) > 0 && len(p.data.Runs[p.lit].Marks) > 0 {
		longest = max(longest, utf8.RuneCountInString(whatHappened))
	}
	longest = min(longest, max(sparkLeast, width-furthest-sparkLeast-4))
	room := min(sparkMost, max(sparkLeast, width-longest-furthest-4))
	var b strings.Builder
	for i, t := range shown {
		name := clip(names[i], longest)
		fmt.Fprintf(&b, "%s%s  %s  %s\n", name, strings.Repeat(" ", longest-utf8.RuneCountInString(name)), t.spark(lines[i], room), ranges[i])
	}
	b.WriteString(p.sparkFoot(longest, room, width, len(p.tracks)-len(shown)))
	return written(w, []byte(b.String()))
}

// sparked are the series that are written: those of the first load and server first, and of each the telling ones.
func (p *Page) sparked() (shown []*track) {
	telling := []string{"came", "answered", "tries", "queue", "memory", "lost", "p99", "p90", "p50"}
	var all []*track
	for i := range p.tracks {
		all = append(all, &p.tracks[i])
	}
	slices.SortStableFunc(all, func(a, b *track) int { return slices.Index(telling, a.Line) - slices.Index(telling, b.Line) })
	all = all[:min(len(all), sparksMax)]
	for i := range p.tracks {
		if slices.Contains(all, &p.tracks[i]) {
			shown = append(shown, &p.tracks[i])
		}
	}
	return shown
}

func ends(values []float64) (low, high float64) {
	low, high = math.NaN(), math.NaN()
	for _, v := range values {
		if !math.IsNaN(v) && !(v >= low) {
			low = v
		}
		if !math.IsNaN(v) && !(v <= high) {
			high = v
		}
	}
	return low, high
}

// spark draws values in so many columns, from 0 up. A blank is nothing to say.
func (t *track) spark(values []float64, room int) string {
	heights := []rune("▁▂▃▄▅▆▇█")
	columns := make([]float64, room)
	for i := range columns {
		from := i * len(values) / room
		columns[i] = t.join(values[from:max(from+1, (i+1)*len(values)/room)])
	}
	_, high := ends(columns)
	var text strings.Builder
	for _, c := range columns {
		switch {
		case math.IsNaN(c):
			text.WriteByte(' ')
		case !(high > 0):
			text.WriteRune(heights[0])
		default:
			text.WriteRune(heights[min(len(heights)-1, int(c/high*float64(len(heights))))])
		}
	}
	return text.String()
}

// sparkFoot shows when something happened, and says what, and what is not shown.
func (p *Page) sparkFoot(longest, room, width, more int) (text string) {
	if len(p.data.Runs) == 0 {
		return "no runs\n"
	}
	r := p.data.Runs[p.lit]
	if len(r.Marks) > 0 {
		line := []rune(strings.Repeat("·", room))
		for _, m := range r.Marks {
			line[min(room-1, int(float64(m.At)/float64(p.data.Length)*float64(room)))] = '|'
		}
		first := fmt.Sprintf("%s at %s", r.Marks[0].What, Span(r.Marks[0].At))
		if n := len(r.Marks) - 1; n > 0 {
			first += fmt.Sprintf(", and %d more", n)
		}
		name := clip(whatHappened, longest)
		text = fmt.Sprintf("%s%s  %s\n%s\n", name, strings.Repeat(" ", longest-utf8.RuneCountInString(name)), string(line), clip("| "+first, width))
	}
	over := fmt.Sprintf("median of %s, over %s", counted(len(p.data.Runs), "seed"), Span(p.data.Length))
	if more > 0 {
		over += fmt.Sprintf("; %d series more are on the page", more)
	}
	return text + clip(over, width) + "\n"
}
