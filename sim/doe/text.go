package doe

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	textWidth    = 100
	effectsShown = 20 // in the text and in the Pareto chart
	barWidth     = 16
)

// Text writes the report for a terminal: what was found, the effects, the analysis of variance, what to do, and what is not known.
func (a Analysis) Text(w io.Writer) error {
	t := &report{w: bufio.NewWriter(w)}
	t.line(0, a.heading())
	t.line(0, "")
	t.table("lll", a.factorRows())
	t.part("What was found", a.findings()...)
	if s := a.describe(); s != nil {
		t.part("The surface", s...)
	}
	t.part(a.effectsTitle())
	t.table("llrrll", a.effectRows())
	t.more(len(a.Effects)-effectsShown, "smaller ones")
	t.wrap(2, a.basis())
	if a.Margin.SE > 0 {
		t.wrap(2, a.marginText())
		t.wrap(2, "p: how often chance alone makes any of these effects as large.")
	}
	t.part("Analysis of variance")
	t.table("lrrrrr", a.varianceRows())
	if advice := a.advice(); advice != nil {
		t.part("Recommendation", advice...)
	}
	t.part("What this experiment cannot tell")
	for _, l := range a.Limits {
		t.wrap(2, "- "+l)
	}
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("doe: the report could not be written: %w", err)
	}
	return nil
}

func (a *Analysis) heading() string {
	seeds := len(a.Experiment.Seeds)
	return fmt.Sprintf("%s: %s × %d %s", a.Question.named(), a.Experiment.Design.Title(), seeds, plural(seeds, "seed"))
}

// named is the response with its unit.
func (q Question) named() string {
	if q.Unit == "" {
		return q.Response
	}
	return q.Response + " (" + q.Unit + ")"
}

func (a *Analysis) factorRows() [][]string {
	rows := [][]string{}
	for i, f := range a.Experiment.Design.Factors {
		rows = append(rows, []string{letter(i), f.Name, f.At(-1) + " → " + f.At(1)})
	}
	return rows
}

func (a *Analysis) effectsTitle() string {
	if a.Surface != nil {
		return "Coefficients: half of what the step from Low to High does, those farthest from chance first"
	}
	return "Effects: the mean at the high level minus that at the low one, the largest first"
}

func (a *Analysis) marginText() string {
	unit := ""
	if a.Surface != nil {
		unit = " standard errors"
	}
	return fmt.Sprintf("Margin %.4g%s: possible beyond it. Margin of all effects together %.4g%s: active beyond it (%s).", a.Margin.ME, unit, a.Margin.SME, unit, percent(a.Question.Level))
}

func (a *Analysis) effectRows() [][]string {
	rows := [][]string{{"effect", "of", "estimate", "p", "", "mixed with"}}
	for _, e := range a.Effects[:min(effectsShown, len(a.Effects))] {
		p := pValue(e.Adjusted)
		if e.Status == Unjudged {
			p = "?"
		}
		bar := ""
		if top := a.weight(a.Effects[0]); top > 0 {
			bar = strings.Repeat("█", int(math.Round(a.weight(e)/top*barWidth)))
		}
		name, label := a.shown(e)
		rows = append(rows, []string{name, label, signed(e.Estimate), p, fmt.Sprintf("%-8s %-*s", e.Status, barWidth, bar), a.mixed(e)})
	}
	if len(a.Experiment.Design.Aliases) == 0 {
		rows[0][5] = ""
	}
	return rows
}

// mixed lists the aliases, of a screening design the first ones.
func (a *Analysis) mixed(e Effect) string {
	const most = 6
	all := slices.Clone(e.Aliases)
	if i := slices.Index(all, e.Reading); i >= 0 {
		all[i] = e.Name
	}
	if len(all) > most {
		return fmt.Sprintf("%s ... (%d)", strings.Join(all[:most], " "), len(all))
	}
	return strings.Join(all, " ")
}

func (a *Analysis) varianceRows() [][]string {
	rows := [][]string{{"source", "sum of squares", "df", "mean square", "F", "p"}}
	for _, r := range a.ANOVA {
		row := []string{r.Source, number(r.SumSquares), fmt.Sprintf("%.0f", r.DF), number(r.MeanSquare), "", ""}
		if r.F > 0 {
			row[4], row[5] = number(r.F), pValue(r.P)
		}
		if r.Source == "total" {
			row[3] = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// report lays out text.
type report struct{ w *bufio.Writer }

func (t *report) line(indent int, text string) {
	fmt.Fprintln(t.w, strings.TrimRight(strings.Repeat(" ", indent)+text, " "))
}

func (t *report) part(title string, sentences ...string) {
	t.line(0, "")
	t.line(0, title)
	for _, s := range sentences {
		t.wrap(2, s)
	}
}

// wrap breaks a sentence between words; further lines are indented once more.
func (t *report) wrap(indent int, text string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && indent+utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			t.line(indent, line)
			line = "  " + word
			continue
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	t.line(indent, line)
}

func (t *report) more(n int, what string) {
	if n > 0 {
		t.line(2, fmt.Sprintf("and %d %s", n, what))
	}
}

// table aligns columns, each left (l) or right (r).
func (t *report) table(align string, rows [][]string) {
	widths := make([]int, len(align))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			cells[i] = cell + pad
			if align[i] == 'r' {
				cells[i] = pad + cell
			}
		}
		t.line(2, strings.Join(cells, "  "))
	}
}
