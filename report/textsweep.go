package report

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/assay-dev/assay/evidence"
)

// sweepLabel is how many columns the labels in the text of a sweep have, where no dimension has a longer name.
const sweepLabel = 12

// TextSweep writes what a sweep found. A line that is too long goes on below where its text begins; one that replays is left whole, to
// be copied.
func TextSweep(w io.Writer, s evidence.Sweep, o Options) error {
	width := newPrinter(w, o).o.Width
	label := sweepLabel
	for _, d := range s.Dimensions {
		label = max(label, utf8.RuneCountInString(d.Name))
	}
	var out strings.Builder
	begins := 4 + label + 1 // of the dimensions, which stand above the first blank line
	for _, line := range strings.Split(strings.TrimRight(lines(s.Text()), "\n"), "\n") {
		if line == "" {
			begins = 4 + sweepLabel + 1
		}
		out.WriteString(hung(line, begins, width) + "\n")
	}
	return written(w, []byte(out.String()))
}

// hung is a line in lines of at most so many columns. What follows the first hangs where its text begins.
func hung(line string, begins, width int) string {
	all := []rune(line)
	if len(all) <= width || strings.HasPrefix(strings.TrimSpace(line), "assay replay ") {
		return line
	}
	if len(all) < begins || all[begins-1] != ' ' {
		begins = 2 // a heading
	}
	for begins < len(all) && all[begins] == ' ' {
		begins++
	}
	parts := folded(string(all[begins:]), width-begins)
	for i := range parts {
		parts[i] = strings.TrimRight(parts[i], " ")
	}
	return string(all[:begins]) + strings.Join(parts, "\n"+strings.Repeat(" ", begins))
}
