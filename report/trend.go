package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// Trend is what is another than in an earlier report.
type Trend struct {
	Changed []Change          // verdicts, those that got worse first
	Grown   []Growth          // what an exploration counted, the most changed first
	New     []evidence.Record // claims that were not made then
	Gone    []evidence.Record // claims that are not made any more
	Same    int               // claims with the same verdict
}

// Change is a claim whose verdict is another.
type Change struct {
	Was, Is evidence.Record
}

// Worse says whether a change is for the worse: what failed no test does now.
func (c Change) Worse() bool { return !c.Was.Fails() && c.Is.Fails() }

// Growth is a figure of a system that changed.
type Growth struct {
	Package, System, Technique string
	Figure                     string // "states" or "steps"
	Was, Is                    uint64
}

// Percent is by how much it grew, below 0 where it shrank.
func (g Growth) Percent() float64 {
	if g.Was == 0 {
		return 100
	}
	return (float64(g.Is) - float64(g.Was)) / float64(g.Was) * 100
}

// claim is what a record is about, whichever test left it.
func claim(r evidence.Record) [5]string {
	return [5]string{r.Package, r.System, r.Technique, r.Property, r.Finding}
}

// Compare says what is another in now than in base. Of several claims that are about the same, those of one test are compared, and of
// the others the first with the first.
func Compare(base, now Report) *Trend {
	t := &Trend{}
	old := base.sorted()
	taken := make([]bool, len(old))
	find := func(same func(was evidence.Record) bool) int {
		at := -1
		for i, was := range old {
			if at < 0 && !taken[i] && same(was) {
				at = i
			}
		}
		if at >= 0 {
			taken[at] = true
		}
		return at
	}
	rest := []evidence.Record{}
	for _, is := range now.sorted() {
		at := find(func(was evidence.Record) bool { return claim(was) == claim(is) && was.Test == is.Test })
		if at < 0 {
			rest = append(rest, is)
			continue
		}
		t.pair(old[at], is)
	}
	for _, is := range rest {
		at := find(func(was evidence.Record) bool { return claim(was) == claim(is) })
		if at < 0 {
			t.New = append(t.New, is)
			continue
		}
		t.pair(old[at], is)
	}
	for i, was := range old {
		if !taken[i] {
			t.Gone = append(t.Gone, was)
		}
	}
	t.sort()
	return t
}

// pair compares a claim with what was said of it before.
func (t *Trend) pair(was, is evidence.Record) {
	if verdictWords(was) == verdictWords(is) {
		t.Same++
	} else {
		t.Changed = append(t.Changed, Change{was, is})
	}
	if is.Verdict == evidence.Unknown || was.Verdict == evidence.Unknown {
		return // "at least"
	}
	for _, figure := range []string{"states", "steps"} {
		g := Growth{is.Package, is.System, is.Technique, figure, was.Figures[figure], is.Figures[figure]}
		if g.Was > 0 && g.Is > 0 && g.Was != g.Is && !slices.Contains(t.Grown, g) {
			t.Grown = append(t.Grown, g)
		}
	}
}

func (t *Trend) sort() {
	worse := func(c Change) int {
		if c.Worse() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(t.Changed, func(a, b Change) int { return worse(a) - worse(b) })
	slices.SortStableFunc(t.Grown, func(a, b Growth) int {
		return cmp.Compare(max(b.Percent(), -b.Percent()), max(a.Percent(), -a.Percent()))
	})
}

// Empty says whether nothing is another.
func (t *Trend) Empty() bool { return len(t.Changed)+len(t.Grown)+len(t.New)+len(t.Gone) == 0 }

// grownMax is how many figures are told of in a text.
const grownMax = 10

// lines are the trend in words.
func (t *Trend) lines() (all []string) {
	for _, c := range t.Changed {
		mark := "better"
		if c.Worse() {
			mark = "WORSE"
		} else if c.Was.Fails() == c.Is.Fails() {
			mark = "other"
		}
		all = append(all, fmt.Sprintf("%-6s  %s: %s: %s, was %s", mark, place(c.Is), title(c.Is), verdictWords(c.Is), verdictWords(c.Was)))
	}
	for _, r := range t.New {
		all = append(all, fmt.Sprintf("new     %s: %s: %s", place(r), title(r), verdictWords(r)))
	}
	for _, r := range t.Gone {
		all = append(all, fmt.Sprintf("gone    %s: %s: was %s", place(r), title(r), verdictWords(r)))
	}
	for _, g := range t.Grown[:min(len(t.Grown), grownMax)] {
		all = append(all, fmt.Sprintf("%-6s  %s: %s %s, were %s (%+.0f %%)", g.Figure, trace.Line(g.System), thousands(g.Is), g.Figure, thousands(g.Was), g.Percent()))
	}
	if more := len(t.Grown) - grownMax; more > 0 {
		all = append(all, fmt.Sprintf("        and %d figures more", more))
	}
	return all
}

func place(r evidence.Record) string { return trace.Line(cmp.Or(r.System, r.Package, "(no system)")) }

// TextTrend writes what is another than in an earlier report, for a terminal.
func TextTrend(w io.Writer, t *Trend, o Options) error {
	if t == nil {
		return nil
	}
	p := newPrinter(w, o)
	p.line(0, "")
	if t.Empty() {
		p.line(0, fmt.Sprintf("since the earlier report: nothing is another (%s the same)", counted(t.Same, "claim")))
		return p.w.Flush()
	}
	p.line(0, p.paint(bold, "since the earlier report")+fmt.Sprintf(" (%s the same)", counted(t.Same, "claim")))
	for _, line := range t.lines() {
		color := ""
		if strings.HasPrefix(line, "WORSE") {
			color = red
		}
		label, rest, _ := strings.Cut(line, " ")
		label += strings.Repeat(" ", max(0, 8-len(label)))
		p.wrap(systemIndent, p.paint(color, label), 8, strings.Fields(rest), " ")
	}
	return p.w.Flush()
}

// newPrinter is a printer with o's defaults filled in.
func newPrinter(w io.Writer, o Options) *printer {
	narrow := o.Width > 0
	if !narrow {
		o.Width = widthDefault
	}
	o.Width = max(o.Width, widthMin)
	return &printer{w: bufio.NewWriter(w), o: o, narrow: narrow}
}

func counted(n int, what string) string {
	if stem, ok := strings.CutSuffix(what, "y"); ok && n != 1 {
		what = stem + "ies"
	} else if n != 1 {
		what += "s"
	}
	return thousands(uint64(n)) + " " + what
}
