package trace

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/assay-dev/assay"
)

// A shape is which words a kind of step has, in the order in which they are written.
type shape uint8

const (
	shapeAny   shape = iota // whatever is there
	shapeLink               // FROM -> TO  WHAT  (NOTE)
	shapeActor              // TO  WHAT  (NOTE)
	shapePlain              // TO  NOTE
	shapeWorld              // WHAT  (NOTE)
)

// The kinds in the order of DESIGN's table, in which enabled steps are numbered too.
var kinds = []struct {
	name  string
	shape shape
}{
	{"deliver", shapeLink}, {"redeliver", shapeLink}, {"lose", shapeLink},
	{timeoutKind, shapeActor}, {"choose", shapeActor}, {"read", shapeActor},
	{"crash", shapePlain}, {"unsync", shapeActor}, {"tear", shapeActor}, {"recover", shapePlain},
	{"cut", shapeWorld}, {"heal", shapeWorld},
	{"deploy", shapeActor}, {"observe", shapeActor}, {"act", shapeActor},
	{"tick", shapeWorld}, {"flush", shapeLink}, {"lie", shapeLink}, {"mistake", shapeActor}, {"malice", shapeActor}, {"move", shapeWorld},
}

// timeoutKind is the kind whose words are a timer's name, which is quoted.
const timeoutKind = "timeout"

// Kinds are the kinds of steps that Parse knows.
func Kinds() []string {
	var names []string
	for _, kind := range kinds {
		names = append(names, kind.name)
	}
	return names
}

func shapeOf(kind string) shape {
	for _, known := range kinds {
		if known.name == kind {
			return known.shape
		}
	}
	return shapeAny
}

// clean is t as it is printed: texts of one line, steps with the fields that their kind has, and no name where there is no System.
// Parse(t.String()) equals t.clean().
func (t Trace) clean() Trace {
	t.Title, t.Note, t.Told, t.Least = Line(t.Title), noteLine(t.Note), nil, false
	t.Start, t.Steps, t.Final = cleanStart(t.Start), slices.Clone(t.Steps), slices.Clone(t.Final)
	if t.System == "" {
		t.Digest, t.Package = "", ""
	} else if t.Package == "" {
		t.Package = packageHere
	}
	t.Initial = max(t.Initial, 0)
	if t.System == "" {
		t.Initial = 0
	}
	for i := range t.Steps {
		t.Steps[i] = t.Steps[i].clean()
		if t.System == "" {
			t.Steps[i].Number = NumberUnknown
		}
	}
	for i := range t.Final {
		t.Final[i].Text = stateLine(t.Final[i].Text)
	}
	w := t.widths()
	for i := range t.Start {
		t.Start[i].Sends = t.Start[i].row(w).fitted()
	}
	for i := range t.Steps {
		t.Steps[i].Sends = t.Steps[i].row(i+1, w).fitted()
	}
	return t
}

func (s Step) clean() Step {
	s.Number = max(s.Number, NumberUnknown)
	s.Kind = strings.ReplaceAll(Line(s.Kind), " ", "_")
	bare := Line(s.What + " " + s.Note)
	s.What, s.Note, s.Sends = Line(s.What), noteLine(s.Note), sendsLine(s.Sends)
	switch shapeOf(s.Kind) {
	case shapeActor:
		s.From = ""
	case shapePlain:
		s.From, s.What, s.Note = "", "", bare
	case shapeWorld:
		s.From, s.To = "", ""
	}
	return s
}

// String is the trace as a text that Parse reads: a title, a line per step, the states at the end, and how to replay it.
func (t Trace) String() string {
	t = t.clean()
	l := t.layout()
	return strings.Join(l.lines(), "\n") + "\n"
}

// A layout is a trace as lines, without the line breaks.
type layout struct{ title, steps, final, replay []string }

func (l layout) lines() []string { return slices.Concat(l.title, l.steps, l.final, l.replay) }

// layout writes a clean trace. The columns are as wide as t and those beside it need, so that two traces can be compared.
func (t Trace) layout(beside ...Trace) layout {
	w := t.widths()
	for _, other := range beside {
		o := other.widths()
		w = widths{max(w.number, o.number), max(w.kind, o.kind), max(w.who, o.who), 0}
	}
	for _, each := range append(beside, t) {
		w.words = max(w.words, each.sendsColumn(w))
	}
	var l layout
	for _, r := range t.rows(w) {
		l.steps = append(l.steps, r.lines(w.words)...)
	}
	l.final = finalLines(t.Final)
	if t.System != "" {
		l.replay = []string{t.replayLine()}
	}
	l.title = t.titleLines(l.lines())
	return l
}

// widths are those of the columns; that of words goes by the lines that have room for what is sent behind them.
type widths struct{ number, kind, who, words int }

func (t Trace) widths() widths {
	w := widths{number: len(fmt.Sprint(len(t.Steps)))}
	for _, o := range t.Start {
		w.kind, w.who = len(startWord), max(w.who, utf8.RuneCountInString(idText(o.ID)))
	}
	for _, step := range t.Steps {
		w.kind = max(w.kind, utf8.RuneCountInString(step.Kind))
		w.who = max(w.who, utf8.RuneCountInString(step.who()))
	}
	return w
}

// head is a step's line up to its words.
func (s Step) head(n int, w widths) string {
	cells := []string{fmt.Sprintf("  %*d", w.number, n), pad(s.Kind, w.kind)}
	if who := s.who(); who != "" {
		cells = append(cells, pad(who, w.who))
	}
	return strings.Join(append(cells, ""), "  ")
}

func (s Step) who() string {
	switch shape := shapeOf(s.Kind); {
	case shape == shapeLink, shape == shapeAny && s.From != "":
		return idText(s.From) + " -> " + idText(s.To)
	case shape == shapeWorld, shape == shapeAny && s.To == "":
		return ""
	}
	return idText(s.To)
}

func (s Step) rest() string {
	if shapeOf(s.Kind) == shapePlain {
		return s.Note
	}
	return withNote(Words(s), "  ", s.Note)
}

// Words is what a step is about as one line: the message, or the name of a timer in quotation marks, since one may be called "no answer".
func Words(s Step) string {
	what := Line(s.What)
	if s.Kind == timeoutKind && what != "" {
		return quote(what)
	}
	return what
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// finalWidthMax is how wide the line of final states may be before each state gets a line of its own.
const finalWidthMax = 118

func finalLines(states []State) []string {
	if len(states) == 0 {
		return nil
	}
	var cells []string
	for _, state := range states {
		cells = append(cells, stateIDText(state.ID)+"="+state.Text)
	}
	if line := strings.Join(cells, " "); utf8.RuneCountInString(line) <= finalWidthMax {
		return []string{"  " + strings.TrimRight(line, " ")}
	}
	for i, cell := range cells {
		cells[i] = "  " + cell
	}
	return cells
}

func stateIDText(id assay.ID) string {
	if id == "" {
		return stateWord
	}
	return idText(id)
}

// packageHere is the package in the directory that a command is run in.
const packageHere = "."

func (t Trace) replayLine() string {
	return fmt.Sprintf("%s assay replay %s %s", replayWord, idText(assay.ID(t.Package)), t.Name())
}

// titleLines is the first line, marked with titleWord where it would be taken for something else, or where something else would
// be taken for it.
func (t Trace) titleLines(body []string) []string {
	line := withNote(t.Title, " ", t.Note)
	switch {
	case line == "" && (len(body) == 0 || !isTitle(strings.TrimSpace(body[0]))):
		return nil
	case line == "" || !isTitle(line) || strings.HasPrefix(line, titleWord):
		return []string{strings.TrimSpace(titleWord + " " + line)}
	}
	return []string{line}
}
