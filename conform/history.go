package conform

import (
	"fmt"

	"github.com/assay-dev/assay/refine"
)

// History is what was recorded, in the order in which operations were invoked.
type History struct {
	Name       string // of the file, or what a person calls it
	Operations []Operation

	unit string // what a moment is called: "line" where it is one of a file
	own  string // the sort of the package's own operations that it has, if any
}

// Operation is one entry of a history.
type Operation struct {
	Process string // who did it; a process does one operation at a time
	Key     string // the object that it is about, each judged for itself; "" where there is one object
	Op      any    // what the specification is given
	// Result is what was answered. It is None where nobody knows (a timeout, a crash, or the recording ended): then the operation may
	// take effect at any moment after it was invoked, or never.
	Result refine.Option[any]
	// Invoked and Returned are moments: of two operations the first comes first if its Returned is less than the other's Invoked.
	// Returned does not count where Result is None.
	Invoked, Returned int
}

// operationsMax is how many operations a history may have.
const operationsMax = 1_000_000

// Problem is a history that cannot be judged: what is wrong with it, where, and what to do.
type Problem struct {
	Name string // of the history
	Line int    // of the file, 0 where it is about the whole
	Text string
	Hint string
}

func (p *Problem) Error() string {
	text := "conform: "
	if p.Name != "" {
		text += p.Name + ":"
		if p.Line > 0 {
			text += fmt.Sprintf("%d:", p.Line)
		}
		text += " "
	}
	text += p.Text
	if p.Hint != "" {
		text += "\nhint: " + p.Hint
	}
	return text
}

// moment is what a moment is called.
func (h *History) moment() string {
	if h.unit == "" {
		return "moment"
	}
	return h.unit
}

// check says what is wrong with a history that was made by hand.
func (h *History) check() error {
	if len(h.Operations) == 0 {
		return &Problem{Name: h.Name, Text: "the history is empty, expected at least one operation",
			Hint: "nothing was recorded, or what was recorded did not take effect; an empty history shows nothing"}
	}
	if n := len(h.Operations); n > operationsMax {
		return &Problem{Name: h.Name, Text: fmt.Sprintf("%d operations, expected at most %d", n, operationsMax), Hint: "judge shorter histories, one after another"}
	}
	busy := map[string]int{}
	for i, o := range h.Operations {
		last, again := busy[o.Process]
		before := h.Operations[last]
		switch {
		case o.Result.IsSome() && o.Returned <= o.Invoked:
			return h.wrong(i, fmt.Sprintf("is returned at %d and invoked at %d, expected the return after the call", o.Returned, o.Invoked))
		case i > 0 && o.Invoked < h.Operations[i-1].Invoked:
			return h.wrong(i, fmt.Sprintf("is invoked at %d, after one that is invoked at %d, expected them in the order of their calls", o.Invoked, h.Operations[i-1].Invoked))
		case again && before.Result.IsSome() && before.Returned > o.Invoked:
			return h.wrong(i, fmt.Sprintf("is invoked at %d by process %q, whose operation %d returns at %d, expected one at a time", o.Invoked, o.Process, last, before.Returned))
		}
		busy[o.Process] = i
	}
	return nil
}

func (h *History) wrong(i int, what string) error {
	return &Problem{Name: h.Name, Text: fmt.Sprintf("operation %d (%s) %s", i, callText(h.Operations[i]), what)}
}
