package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/assay-dev/assay/trace"
)

// markdownLenMax is how long the Markdown may be, in bytes: GitHub takes a mebibyte in the summary of a step.
const markdownLenMax = 1 << 20

// Markdown writes the report for a pull request or the summary of a step: what does not hold first, with the way there. What is beyond
// a mebibyte is left out, and that is said.
func Markdown(w io.Writer, r Report, trend *Trend) error {
	m := &markdown{}
	m.line("## Assay: " + md(r.headline()))
	m.line("")
	m.line(md(r.counts()) + "\n")
	m.wrong(r)
	m.trend(trend)
	m.claims(r)
	m.sweeps(r)
	m.list("Nobody looked at", r.unseen())
	var risks []string
	for _, k := range r.risks() {
		risks = append(risks, k.Text+" ("+wheres(k.Where)+")")
	}
	m.list("Residual risks", risks)
	return written(w, m.done())
}

type markdown struct{ parts []string }

// line is written as it is: what came from elsewhere goes through md, code or fence.
func (m *markdown) line(text string) { m.parts = append(m.parts, text+"\n") }

// done is all that fits. A part is left out as a whole, so that no fence stays open.
func (m *markdown) done() []byte {
	const cut = "\n(The rest is left out: the limit is a mebibyte.)\n"
	var b strings.Builder
	for _, part := range m.parts {
		if b.Len()+len(part)+len(cut) > markdownLenMax {
			return []byte(b.String() + cut)
		}
		b.WriteString(part)
	}
	return []byte(b.String())
}

// wrong is what does not hold or is unknown, and what could not run.
func (m *markdown) wrong(r Report) {
	for _, record := range r.failing() {
		m.line(fmt.Sprintf("### %s %s: %s", verdictMark(record.Verdict), code(cmp.Or(record.System, record.Package)), md(title(record)+": "+verdictWords(record))))
		m.line("")
		for i, line := range strings.Split(strings.TrimSpace(record.Why), "\nhint: ") {
			if i > 0 {
				line = "hint: " + line
			}
			m.line(md(line) + "\n")
		}
		if record.Trace != nil {
			m.line("<details open><summary>the way there</summary>\n\n" + fence(record.Trace.String()) + "\n</details>\n")
		}
		if len(record.Picture) > 0 {
			m.line(fence(strings.Join(record.Picture, "\n")))
		}
	}
	for _, p := range r.Problems {
		m.line("### Could not run: " + md(cmp.Or(p.Test, p.Package, p.System)) + "\n\n" + fence(p.Text) + "\n")
	}
}

func (m *markdown) trend(t *Trend) {
	if t == nil {
		return
	}
	m.line("### Since the earlier report\n")
	if t.Empty() {
		m.line(fmt.Sprintf("Nothing is another (%s the same).\n", counted(t.Same, "claim")))
		return
	}
	m.line(fence(strings.Join(t.lines(), "\n")) + "\n")
}

// claims are a table for each technique.
func (m *markdown) claims(r Report) {
	for i, name := range r.used() {
		if i == 0 {
			m.line("### Claims\n")
		}
		t := techniqueOf(name)
		n := 0
		for _, record := range r.Records {
			if record.Technique == name {
				n++
			}
		}
		m.line("<details><summary>" + md(t.title) + " (" + code(cmp.Or(name, "?")) + "): " + counted(n, "claim") + "</summary>\n")
		m.line(md(t.means) + "\n")
		m.line("| | system | claim | verdict | figures |\n|---|---|---|---|---|")
		for _, record := range r.sorted() {
			if record.Technique != name {
				continue
			}
			f := figuresOf(record)
			f.technique = ""
			m.line(fmt.Sprintf("| %s | %s | %s | %s | %s |", verdictMark(record.Verdict), code(place(record)), md(title(record)), md(verdictWords(record)),
				md(strings.Join(f.parts(), ", "))))
		}
		m.line("\n</details>\n")
	}
}

func (m *markdown) sweeps(r Report) {
	for i, s := range r.Sweeps {
		if i == 0 {
			m.line("### How much failure it takes\n")
		}
		m.line("<details><summary>" + code(s.System) + "</summary>\n\n" + fence(s.Text()) + "\n</details>\n")
	}
}

func (m *markdown) list(heading string, items []string) {
	if len(items) == 0 {
		return
	}
	m.line("### " + heading + "\n")
	for _, item := range items {
		m.line("- " + md(item))
	}
	m.line("")
}

// used are the techniques that records name, in the order of a report.
func (r Report) used() (names []string) {
	seen := map[string]bool{}
	for _, record := range r.Records {
		seen[record.Technique] = true
	}
	for _, t := range techniques {
		if seen[t.name] {
			names, seen[t.name] = append(names, t.name), false
		}
	}
	for _, record := range r.sorted() {
		if seen[record.Technique] {
			names, seen[record.Technique] = append(names, record.Technique), false
		}
	}
	return names
}

// md is a text on one line in which nothing is markup, a link or a mention: what Markdown or GitHub may take for one stands as a
// character reference, and what does not show itself is escaped.
func md(text string) string {
	var b strings.Builder
	line := strings.NewReplacer("://", "\uE000//", "www.", "www\uE001").Replace(trace.Line(text)) // which are links as they stand
	for _, r := range line {
		switch {
		case r == '\uE000':
			b.WriteString("&#58;")
		case r == '\uE001':
			b.WriteString("&#46;")
		case r == '@':
			b.WriteString("&#64;&#8203;") // a mention is looked for after references are read
		case strings.ContainsRune("\\`*_{}[]<>#&|~!\"$^", r):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// code is a text on one line as code.
func code(text string) string { return "<code>" + md(text) + "</code>" }

// Fenced is a text of several lines as code in Markdown, in a fence that no line of it ends.
func Fenced(text string) string { return fence(text) }

// fence is a text of several lines as code, in a fence that no line of it ends.
func fence(text string) string {
	ticks := "```"
	for strings.Contains(text, ticks) {
		ticks += "`"
	}
	return ticks + "text\n" + lines(text) + "\n" + ticks
}
