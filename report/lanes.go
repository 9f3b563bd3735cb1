package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/trace"
)

const (
	laneNameMax  = 24 // columns of a name beside its last state
	laneWidthMin = 6  // columns of a lane
	laneWidthMax = 16 // a longer name is cut
	lanesWords   = 24 // columns that the words of a step need beside the lanes
)

// lanes is a behaviour as a diagram in characters: a lane for each participant, a line for each step, and an arrow for each message
// that is delivered. It is nil where the lanes leave no room for words within width, or where nobody takes part.
func lanes(t trace.Trace, width int) []string {
	b := diagram.Of(t)
	if len(b.Steps) == 0 || len(b.Lanes) == 1 && b.Lanes[0] == "" {
		return nil
	}
	c := chart{ids: b.Lanes, digits: len(fmt.Sprint(len(b.Steps)))}
	c.lane = laneWidthMin
	for _, id := range b.Lanes {
		c.lane = max(c.lane, min(utf8.RuneCountInString(trace.Line(id))+2, laneWidthMax))
	}
	left := c.digits + 2 + c.lane*len(c.ids)
	if left+lanesWords > width {
		c.lane = laneWidthMin
		left = c.digits + 2 + c.lane*len(c.ids)
	}
	if left+lanesWords > width {
		return nil
	}
	all := []string{c.head()}
	for _, o := range t.Start {
		all = append(all, c.start(o, width-left-2)...)
	}
	for i, s := range b.Steps {
		all = append(all, c.step(i+1, s, width-left-2)...)
	}
	return append(all, c.ends(t.Final, width)...)
}

// chart is where lanes stand.
type chart struct {
	ids    []string
	digits int // of the numbers of steps
	lane   int // columns
}

func (c chart) head() string {
	line := strings.Repeat(" ", c.digits+2)
	for _, id := range c.ids {
		name := []rune(clipped(trace.Line(id), c.lane-1))
		before := (c.lane - len(name)) / 2
		line += strings.Repeat(" ", before) + string(name) + strings.Repeat(" ", c.lane-len(name)-before)
	}
	return strings.TrimRight(line, " ")
}

// clipped is a name in so many columns. Names differ at their ends: client0, client1.
func clipped(name string, width int) string {
	const tail = 2
	all := []rune(name)
	if len(all) <= width {
		return name
	}
	return string(all[:width-tail-1]) + "…" + string(all[len(all)-tail:])
}

// column is where the lane of a participant is, from the left of the lanes, or -1.
func (c chart) column(id string) int {
	for i, other := range c.ids {
		if other == id {
			return i*c.lane + c.lane/2
		}
	}
	return -1
}

// The marks of what is no message.
var stepMarks = map[string]rune{"crash": '✗', "unsync": '✗', "tear": '✗', "recover": '○', "timeout": '◆', "choose": '◆', "read": '◆'}

// step is one step: the picture, and beside it the words, which may take lines of their own.
func (c chart) step(n int, s diagram.Step, room int) (all []string) {
	row := c.blank()
	c.draw(row, s)
	return c.beside(fmt.Sprintf("%*d", c.digits, n), string(row), withSends(stepWords(s), s.Sends, room), room)
}

// beside puts words beside a picture, and the lanes alone beside what takes more lines.
func (c chart) beside(number, picture, words string, room int) (all []string) {
	for _, line := range folded(words, room) {
		all = append(all, strings.TrimRight(number+"  "+picture+"  "+line, " "))
		number, picture = strings.Repeat(" ", c.digits), string(c.blank())
	}
	return all
}

// start is what a participant sent before the first step.
func (c chart) start(o trace.Opening, room int) []string {
	row := c.blank()
	if at := c.column(string(o.ID)); at >= 0 {
		row[at] = '●'
	}
	return c.beside(strings.Repeat(" ", c.digits), string(row), withSends("start", o.Sends, room), room)
}

func (c chart) blank() []rune {
	row := []rune(strings.Repeat(" ", c.lane*len(c.ids)))
	for _, id := range c.ids {
		row[c.column(id)] = '│'
	}
	return row
}

// withSends puts behind words what was sent, without what is in the messages where the line would be too long.
func withSends(words, sends string, room int) string {
	if sends = trace.Line(sends); sends == "" {
		return words
	}
	if utf8.RuneCountInString(words+"  "+sends) > room {
		sends = trace.Abridged(sends)
	}
	return strings.TrimSpace(words + "  " + sends)
}

func (c chart) draw(row []rune, s diagram.Step) {
	from, to := c.column(s.From), c.column(s.To)
	switch {
	case from >= 0 && to >= 0 && from != to:
		arrow(row, from, to, s.Kind)
	case to >= 0:
		mark, known := stepMarks[s.Kind]
		if !known {
			mark = '●'
		}
		if from == to {
			mark = '↺'
		}
		row[to] = mark
	default:
		for i := range row {
			if row[i] == ' ' {
				row[i] = '┄'
			}
		}
	}
}

// arrow goes from one lane to another. One that never arrives ends before its lane.
func arrow(row []rune, from, to int, kind string) {
	step, head, line := 1, '▶', '─'
	if to < from {
		step, head = -1, '◀'
	}
	if kind == "redeliver" {
		line = '═'
	}
	for i := from + step; i != to; i += step {
		if row[i] == '│' {
			row[i] = '┼'
		} else {
			row[i] = line
		}
	}
	row[to-step] = head
	if kind == "lose" {
		row[to-step] = '╳'
	}
	row[from] = '├'
	if step < 0 {
		row[from] = '┤'
	}
}

// stepWords are a step beside its picture, which says who takes part.
func stepWords(s diagram.Step) string {
	words := trace.Words(trace.Step{Kind: s.Kind, What: s.What})
	if s.Kind != "deliver" {
		words = strings.TrimSpace(trace.Line(s.Kind) + " " + words)
	}
	if note := trace.Line(s.Note); note != "" {
		words = strings.TrimSpace(words + "  (" + note + ")")
	}
	return words
}

// ends are the states in which a behaviour ends, a line for each participant or more.
func (c chart) ends(states []trace.State, width int) (all []string) {
	indent := strings.Repeat(" ", c.digits+2)
	for _, p := range states {
		name := clipped(trace.Line(string(p.ID)), laneNameMax) + " = "
		if p.ID == "" {
			name = ""
		}
		hang := strings.Repeat(" ", utf8.RuneCountInString(name))
		for i, words := range folded(trace.Line(p.Text), width-len(indent)-len(hang)) {
			if i > 0 {
				name = hang
			}
			all = append(all, indent+name+words)
		}
	}
	return all
}

// folded is a text in lines of at most so many columns, between words where there are any.
func folded(text string, width int) (all []string) {
	width = max(width, 8)
	line := []rune{}
	for _, word := range strings.Split(text, " ") {
		next := []rune(word)
		switch {
		case len(line) > 0 && len(line)+1+len(next) > width:
			all, line = append(all, string(line)), next
		case len(line) > 0:
			line = append(append(line, ' '), next...)
		default:
			line = next
		}
		for len(line) > width {
			all, line = append(all, string(line[:width])), line[width:]
		}
	}
	return append(all, string(line))
}
