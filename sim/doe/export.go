package doe

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// JSON writes everything: the question, the design, the data, and what was found.
func (a Analysis) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(a); err != nil {
		return fmt.Errorf("doe: the analysis could not be written as JSON: %w", err)
	}
	return nil
}

// CSV writes the effects, the largest first, one a line.
func (a Analysis) CSV(w io.Writer) error {
	lines := [][]string{{"effect", "label", "estimate", "se", "p", "adjusted", "status", "aliases"}}
	for _, e := range a.Effects {
		lines = append(lines, []string{e.Name, e.Label, exact(e.Estimate), exact(e.SE), exact(e.P), exact(e.Adjusted), string(e.Status), strings.Join(e.Aliases, " ")})
	}
	return writeCSV(w, lines)
}

// CSV writes the data, one line for each run and seed: the levels as they were, and the response.
func (e Experiment) CSV(w io.Writer) error {
	lines := [][]string{append(append([]string{"run", "seed"}, names(e.Design.Factors)...), "response")}
	for r, ys := range e.Responses {
		for s, y := range ys {
			line := []string{strconv.Itoa(r), strconv.FormatUint(e.Seeds[s], 10)}
			for i, f := range e.Design.Factors {
				level := f.At(e.Design.Runs[r][i])
				if !f.Named() {
					level = exact(f.value(e.Design.Runs[r][i]))
				}
				line = append(line, level)
			}
			lines = append(lines, append(line, exact(y)))
		}
	}
	return writeCSV(w, lines)
}

func writeCSV(w io.Writer, lines [][]string) error {
	if err := csv.NewWriter(w).WriteAll(lines); err != nil {
		return fmt.Errorf("doe: the data could not be written as CSV: %w", err)
	}
	return nil
}

// exact writes a number so that it is read back to the bit.
func exact(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
