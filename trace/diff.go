package trace

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Diff is empty if a and b are printed alike and have the same name. Otherwise it says which step is the first that differs, and
// shows the lines of a that b lacks after a minus and those of b after a plus.
func Diff(a, b Trace) string {
	a, b = a.clean(), b.clean()
	if reflect.DeepEqual(normal(a), normal(b)) {
		return ""
	}
	left, right := a.layout(b), b.layout(a)
	return firstDifference(a, b) + "\n" + diffLines(left.title, right.title) +
		diffLines(slices.Concat(left.steps, left.final, left.replay), slices.Concat(right.steps, right.final, right.replay))
}

// normal makes nil of what is empty.
func normal(t Trace) Trace {
	t.Start, t.Steps, t.Final = append([]Opening(nil), t.Start...), append([]Step(nil), t.Steps...), append([]State(nil), t.Final...)
	return t
}

func firstDifference(a, b Trace) string {
	if !slices.Equal(a.Start, b.Start) {
		return "the start is the first that differs"
	}
	for i := range min(len(a.Steps), len(b.Steps)) {
		left, right := a.Steps[i], b.Steps[i]
		if left == right {
			continue
		}
		leftNumber, rightNumber := left.Number, right.Number
		left.Number, right.Number = 0, 0
		if left == right {
			return fmt.Sprintf("step %d is the first that differs: its number is %s and %s", i+1, numberText(leftNumber), numberText(rightNumber))
		}
		return fmt.Sprintf("step %d is the first that differs", i+1)
	}
	switch {
	case len(a.Steps) != len(b.Steps):
		return fmt.Sprintf("step %d is the first that differs: one has %d steps, the other %d", min(len(a.Steps), len(b.Steps))+1, len(a.Steps), len(b.Steps))
	case !reflect.DeepEqual(normal(a).Final, normal(b).Final):
		return "the steps are the same, the final states differ"
	}
	return "the steps and the final states are the same, the title or the name differs"
}

// diffLines shows what is the same at both ends once, and what is between them as removed and added. Shortest counterexamples that
// differ do so from one step on, so that no cleverer alignment is worth its code.
func diffLines(a, b []string) string {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out strings.Builder
	write := func(mark string, lines []string) {
		for _, line := range lines {
			out.WriteString(mark + line + "\n")
		}
	}
	write("  ", a[:head])
	write("- ", a[head:len(a)-tail])
	write("+ ", b[head:len(b)-tail])
	write("  ", a[len(a)-tail:])
	return out.String()
}
