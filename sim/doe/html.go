package doe

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed page.css
var pageStyle string

// HTML writes one page that needs nothing else: the findings, the Pareto chart and the half-normal plot with their margins, main
// effects, interactions, the analysis of variance, what is not known, and the data.
func (a Analysis) HTML(w io.Writer) error {
	p := &page{}
	p.printf("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
	p.printf("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", html.EscapeString(a.Question.Response+": experiment"), pageStyle)
	p.printf("<h1>%s</h1>\n", html.EscapeString(a.Question.named()))
	seeds := len(a.Experiment.Seeds)
	p.say("sub", fmt.Sprintf("%s × %d %s = %d responses", a.Experiment.Design.Title(), seeds, plural(seeds, "seed"), len(a.Experiment.Design.Runs)*seeds))
	p.box(&a)
	p.heading("What was found")
	p.list(append(a.findings(), a.describe()...))
	p.plots(&a)
	p.heading("Analysis of variance")
	p.table("lrrrrr", a.varianceRows())
	p.heading("What this experiment cannot tell")
	p.list(a.Limits)
	p.heading("Factors")
	p.table("lll", append([][]string{{"", "factor", "low → high"}}, a.factorRows()...))
	p.data(&a)
	p.printf("</body>\n</html>\n")
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("doe: the page could not be written: %w", err)
	}
	return nil
}

type page struct{ b strings.Builder }

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *page) heading(text string) { p.printf("<h2>%s</h2>\n", html.EscapeString(text)) }

func (p *page) say(class, text string) {
	p.printf("<p class=\"%s\">%s</p>\n", class, html.EscapeString(text))
}

func (p *page) list(sentences []string) {
	p.printf("<ul>\n")
	for _, s := range sentences {
		p.printf("<li>%s</li>\n", html.EscapeString(s))
	}
	p.printf("</ul>\n")
}

func (p *page) box(a *Analysis) {
	advice := a.advice()
	if advice == nil {
		return
	}
	p.printf("<div class=\"box %s\">\n", a.Recommendation.Verdict)
	for _, s := range advice {
		p.printf("<p>%s</p>\n", html.EscapeString(s))
	}
	p.printf("</div>\n")
}

// table writes rows, the first as headings.
func (p *page) table(align string, rows [][]string) {
	p.printf("<div class=\"wide\"><table>\n")
	for r, row := range rows {
		tag := "td"
		if r == 0 {
			tag = "th"
		}
		p.printf("<tr>")
		for i, cell := range row {
			class := ""
			if align[i] == 'r' {
				class = ` class="r"`
			}
			p.printf("<%s%s>%s</%s>", tag, class, html.EscapeString(strings.TrimSpace(cell)), tag)
		}
		p.printf("</tr>\n")
	}
	p.printf("</table></div>\n")
}

const key = `<p class="how"><span class="key" style="background:var(--active)"></span>active: beyond the margin of all effects together ` +
	`<span class="key" style="background:var(--possible)"></span>possible: beyond the margin of one ` +
	`<span class="key" style="background:var(--inert)"></span>inert</p>` + "\n"

func (p *page) plots(a *Analysis) {
	p.heading("Pareto chart")
	p.say("how", a.paretoHow()+" "+a.basis())
	p.b.WriteString(key)
	p.b.WriteString(a.pareto())
	if a.Surface == nil && len(a.Effects) >= 3 {
		p.heading("Half-normal plot")
		p.say("how", "If all effects were chance, their points would lie along the solid line. Those that are something stand to the right of it.")
		p.b.WriteString(a.halfNormalPlot())
	}
	p.heading("Main effects")
	p.say("how", a.mainsHow())
	p.b.WriteString(a.mainPanels())
	if len(a.pairs()) > 0 {
		p.heading("Interactions")
		p.say("how", "One line for each level of the second factor. Parallel lines: the factors act each on its own. Lines that are not: what one does depends on the other. Active ones are framed.")
		p.b.WriteString(a.interactionPanels())
	}
}

func (a *Analysis) paretoHow() string {
	how := "How large each effect is, and at the right which way: the mean at the high level minus that at the low one."
	if a.Surface != nil {
		how = "How far each coefficient is from nothing, and at the right its value: half of what the step from Low to High does."
	}
	if a.Margin.SE > 0 {
		how += " Bars that end before the dashed lines are no larger than chance makes them."
	}
	return how
}

func (a *Analysis) mainsHow() string {
	if a.Surface != nil {
		return "The surface along each factor, with the others in the middle. Active factors are framed; the dotted line is the mean of all runs."
	}
	how := "The mean response at each level; active factors are framed, and the dotted line is the mean of all runs."
	if a.Margin.SE > 0 {
		how += " Where the two bars of a factor overlap, the difference is within the margin."
	}
	return how
}

func (p *page) data(a *Analysis) {
	p.printf("<details><summary>Effects and data</summary>\n")
	rows := a.effectRows()
	for i := range rows {
		rows[i][4] = strings.TrimRight(strings.TrimSpace(rows[i][4]), "█ ")
	}
	p.table("llrrll", rows)
	head := append([]string{"run"}, names(a.Experiment.Design.Factors)...)
	align := "r" + strings.Repeat("l", len(a.Experiment.Design.Factors)) + strings.Repeat("r", len(a.Experiment.Seeds))
	for _, s := range a.Experiment.Seeds {
		head = append(head, fmt.Sprintf("seed %d", s))
	}
	data := [][]string{head}
	for r, ys := range a.Experiment.Responses {
		line := []string{fmt.Sprint(r)}
		for i, f := range a.Experiment.Design.Factors {
			line = append(line, f.At(a.Experiment.Design.Runs[r][i]))
		}
		for _, y := range ys {
			line = append(line, number(y))
		}
		data = append(data, line)
	}
	p.table(align, data)
	p.printf("</details>\n")
}
