package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/side"
)

const walkHelp = "Enter or n goes on, b goes back, a number goes there; l lists the enabled steps, s shows the whole state, q ends"

// walk steps through a behaviour, as a person at the terminal says or as the lines of standard input do. The test binary told all of
// it at once, so that going back costs nothing. The exit status is that of the replay.
func (c *command) walk(o side.Outcome) int {
	if len(o.Moments) == 0 {
		return c.fail(&problem{"the behaviour is too long to be told step by step", "assay replay without -step runs it"})
	}
	prompt := isTerminal(c.stdin) && isTerminal(c.stdout)
	w := &walker{out: bufio.NewWriter(c.stdout), moments: o.Moments}
	defer w.out.Flush()
	if prompt {
		fmt.Fprintln(w.out, walkHelp)
	}
	w.show()
	lines := bufio.NewScanner(c.stdin)
	for {
		if prompt {
			fmt.Fprintf(w.out, "[%d/%d] ", w.at, len(w.moments)-1)
		}
		_ = w.out.Flush()
		if !lines.Scan() || !w.obey(strings.TrimSpace(lines.Text())) {
			return o.Exit
		}
	}
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// walker is somewhere on a behaviour.
type walker struct {
	out     *bufio.Writer
	moments []side.Moment
	at      int
}

// obey does what a line says. It answers false at the end.
func (w *walker) obey(line string) bool {
	number, err := strconv.Atoi(line)
	switch {
	case line == "q":
		return false
	case line == "" || line == "n":
		w.goTo(w.at+1, "this is the last step")
	case line == "b" || line == "p":
		w.goTo(w.at-1, "this is the start")
	case err == nil:
		w.goTo(number, fmt.Sprintf("there is no step %d, expected a number from 0 to %d", number, len(w.moments)-1))
	case line == "l":
		w.list()
	case line == "s":
		w.state()
	case line == "h" || line == "?":
		fmt.Fprintln(w.out, walkHelp)
	default:
		fmt.Fprintf(w.out, "%q is no command: %s\n", line, walkHelp)
	}
	return true
}

func (w *walker) goTo(at int, otherwise string) {
	if at < 0 || at >= len(w.moments) {
		fmt.Fprintln(w.out, otherwise)
		return
	}
	w.at = at
	w.show()
}

// show says what the step that led here did, and what the properties say of it.
func (w *walker) show() {
	m := w.moments[w.at]
	if w.at == 0 {
		plural := "s"
		if len(w.moments) == 2 {
			plural = ""
		}
		fmt.Fprintf(w.out, "start of %d step%s\n", len(w.moments)-1, plural)
		w.state()
		w.says()
		return
	}
	before := w.moments[w.at-1]
	fmt.Fprintf(w.out, "step %d of %d: %s\n", w.at, len(w.moments)-1, m.Step)
	rows := changes(before.State, m.State)
	for _, sent := range without(m.InFlight, before.InFlight) {
		rows = append(rows, side.Part{Name: "sent", Text: sent})
	}
	rows = append(rows, flying(without(m.InFlight, without(m.InFlight, before.InFlight)))...)
	writeRows(w.out, rows)
	w.says()
}

func (w *walker) says() {
	for _, line := range w.moments[w.at].Says {
		fmt.Fprintln(w.out, line)
	}
}

func (w *walker) state() {
	m := w.moments[w.at]
	writeRows(w.out, append(m.State[:len(m.State):len(m.State)], flying(m.InFlight)...))
}

func (w *walker) list() {
	m := w.moments[w.at]
	if len(m.Enabled) == 0 {
		fmt.Fprintln(w.out, "no step is enabled here")
	}
	if len(m.Enabled) > 0 {
		fmt.Fprintln(w.out, "enabled here, by the numbers in a trace's name (a number that you type goes to that step of this behaviour):")
	}
	for i, step := range m.Enabled {
		mark := " "
		if i == m.Taken {
			mark = ">"
		}
		fmt.Fprintf(w.out, "%s %d  %s\n", mark, i, step)
	}
}

func flying(messages []string) (rows []side.Part) {
	for _, message := range messages {
		rows = append(rows, side.Part{Name: "in flight", Text: message})
	}
	return rows
}

// changes are the parts of a state that are no longer what they were.
func changes(before, after []side.Part) (rows []side.Part) {
	was := map[string]string{}
	for _, part := range before {
		was[part.Name] = part.Text
	}
	for _, part := range after {
		old, known := was[part.Name]
		delete(was, part.Name)
		if !known {
			old = "none"
		}
		rows = append(rows, change(part.Name, old, part.Text)...)
	}
	for _, part := range before {
		if old, gone := was[part.Name]; gone {
			rows = append(rows, side.Part{Name: part.Name, Text: old + " -> none"})
		}
	}
	return rows
}

// change is one part of a state that is another now: of a struct those of its fields that are.
func change(name, before, after string) (rows []side.Part) {
	for _, c := range diagram.Changes(before, after) {
		full := name
		if c.Field != "" {
			full += "." + c.Field
		}
		rows = append(rows, side.Part{Name: full, Text: c.Before + " -> " + c.After})
	}
	return rows
}

// without is some with each of others taken out once.
func without(some, others []string) (rest []string) {
	count := map[string]int{}
	for _, other := range others {
		count[other]++
	}
	for _, s := range some {
		if count[s] > 0 {
			count[s]--
			continue
		}
		rest = append(rest, s)
	}
	return rest
}

func writeRows(out io.Writer, rows []side.Part) {
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row.Name))
	}
	for _, row := range rows {
		fmt.Fprintf(out, "    %s%s  %s\n", row.Name, strings.Repeat(" ", width-utf8.RuneCountInString(row.Name)), row.Text)
	}
}
