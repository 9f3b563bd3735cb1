package report

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/trace"
)

// Options are how Text writes.
type Options struct {
	Color    bool // the verdicts in colour; they are always in words too
	Width    int  // columns, 0 for 100
	Pictures bool // behaviours as diagrams in characters, where there is room, and not as traces that can be parsed
}

const (
	widthDefault = 100
	widthMin     = 40
	nameWidthMax = 48 // a longer name of a property moves its own verdict alone
)

// Text writes the report for a terminal, from records alone: by package and by system, what was shown of each property, and what
// that rests on. What the records of one system share stands once. All but what was measured is the same in every run.
func Text(w io.Writer, records []evidence.Record, o Options) error {
	p := newPrinter(w, o)
	last := ""
	for i, g := range groups(records) {
		if i > 0 {
			p.line(0, "")
		}
		if i == 0 || g.pkg != last {
			p.pkg(g.pkg)
		}
		last = g.pkg
		p.group(g)
	}
	p.contracts(records)
	p.total(records)
	return p.w.Flush()
}

// group is what is shown of one system.
type group struct {
	pkg, system string
	records     []evidence.Record
}

// groups sorts by package and system. The records of one system keep their order.
func groups(records []evidence.Record) []group {
	sorted := slices.Clone(records)
	slices.SortStableFunc(sorted, func(a, b evidence.Record) int {
		if c := strings.Compare(a.Package, b.Package); c != 0 {
			return c
		}
		return strings.Compare(a.System, b.System)
	})
	var all []group
	for _, r := range sorted {
		if n := len(all); n == 0 || all[n-1].pkg != r.Package || all[n-1].system != r.System {
			all = append(all, group{pkg: r.Package, system: r.System})
		}
		g := &all[len(all)-1]
		g.records = append(g.records, r)
	}
	return all
}

type printer struct {
	w      *bufio.Writer
	o      Options
	narrow bool // somebody said how wide a line is
	in     int  // how many columns further in what is written stands
	blank  bool // the last line was blank, and another one would be too many
}

func (p *printer) pkg(name string) {
	if name != "" {
		p.line(0, p.paint(bold, trace.Line(name)))
		p.line(0, "")
	}
}

const (
	systemIndent   = 2
	propertyIndent = 4
	detailIndent   = 6
)

func (p *printer) group(g group) {
	if tests := byTest(g.records); worldsApart(tests) {
		p.tests(g, tests)
		return
	}
	shared := share(g.records)
	p.head(orNone(trace.Line(g.system), "(no system)"), shared.figures)
	p.records(g.records, shared)
	p.grounds(propertyIndent, shared)
}

// head is a line of its own for a system or a test: its name, and the figures that its records share.
func (p *printer) head(name string, f figures) {
	p.wrap(systemIndent, p.paint(bold, name)+"  ", utf8.RuneCountInString(name)+2, f.parts(), ", ")
}

func (p *printer) records(records []evidence.Record, shared shared) {
	p.doubt(records)
	width := 0
	for _, r := range records {
		width = max(width, utf8.RuneCountInString(title(r)))
	}
	for _, r := range records {
		p.record(r, shared, min(width, nameWidthMax))
	}
}

// record is a property's line, and below it what is its own.
func (p *printer) record(r evidence.Record, shared shared, width int) {
	name := title(r)
	line := verdictMark(r.Verdict) + " " + name + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(name))) + "  " + verdictText(r)
	p.line(propertyIndent, p.paint(verdictColor(r), line))
	if own := figuresOf(r); !own.equal(shared.figures) && r.Technique != evidence.TechniqueTest {
		if own.technique == shared.figures.technique {
			own.technique = ""
		}
		if parts := own.parts(); len(parts) > 0 {
			p.wrap(detailIndent, "", 0, parts, ", ")
		}
	}
	if !failedTest(r) {
		p.why(r.Why)
	}
	if r.Trace != nil {
		p.behaviour(*r.Trace)
	}
	if len(r.Picture) > 0 {
		p.verbatim(r.Picture)
	}
	p.grounds(detailIndent, groundsBeside(r, shared))
}

// behaviour is the way to where something is wrong.
func (p *printer) behaviour(t trace.Trace) {
	var drawn []string
	if p.o.Pictures {
		drawn = lanes(t, p.o.Width-detailIndent-p.in)
	}
	whole := strings.Split(strings.TrimRight(t.String(), "\n"), "\n")
	var below []string
	if remark := diagram.Remark(t); remark != "" {
		below = append(below, "("+remark+")")
	}
	if drawn == nil {
		p.verbatim(append(whole, below...))
		return
	}
	drawn = append([]string{whole[0], ""}, drawn...)
	if last := whole[len(whole)-1]; t.System != "" {
		drawn = append(drawn, last)
	}
	p.verbatim(append(drawn, below...))
}

// verbatim writes lines as they are, between blank ones.
func (p *printer) verbatim(lines []string) {
	p.line(0, "")
	for _, line := range lines {
		p.line(detailIndent, shown(line))
	}
	p.line(0, "")
}

// why is a reason, and below it the hints that it ends in, each on a line of its own.
func (p *printer) why(text string) {
	for i, part := range strings.Split(text, "\nhint: ") {
		if i > 0 {
			part = "hint: " + part
		}
		if words := strings.Fields(trace.Line(part)); len(words) > 0 {
			p.wrap(detailIndent, "", 0, words, " ")
		}
	}
}

// failedTest says whether a record is about a test that failed though nothing that it left is violated: then go test's own output
// tells why, and no property is known to be violated.
func failedTest(r evidence.Record) bool {
	return r.Technique == evidence.TechniqueTest && r.Verdict == evidence.Violated && r.Finding == ""
}

// title is the name of what a record is about.
func title(r evidence.Record) string {
	switch {
	case r.Property != "" && r.Finding != "":
		return trace.Line(r.Property + " (" + r.Finding + ")")
	case r.Property != "":
		return trace.Line(r.Property)
	case r.Finding != "":
		return trace.Line("finding: " + r.Finding)
	}
	return "(no property)"
}

func verdictMark(v evidence.Verdict) string {
	switch v {
	case evidence.Holds:
		return "✓"
	case evidence.Violated:
		return "✗"
	}
	return "?"
}

func verdictText(r evidence.Record) string {
	text := trace.Line(string(r.Verdict))
	switch {
	case failedTest(r):
		text = strings.TrimSuffix("failed: "+trace.Line(r.Why), ": ")
	case text == "":
		text = "no verdict"
	}
	if r.Expected {
		text += " (expected)"
	}
	if r.Accepted != "" {
		text += " (accepted: " + trace.Line(r.Accepted) + ")"
	}
	return text
}

// grounds are what a verdict rests on, one line for each sort.
func (p *printer) grounds(indent int, s shared) {
	p.entries(indent, "assuming", bracketed(exceptions(s.assumptions)))
	p.entries(indent, "bounds", s.bounds)
	p.entries(indent, "covered", s.coverage)
	for _, text := range s.notCovered {
		p.labelled(indent, "not covered", strings.Fields(trace.Line(text)), " ")
	}
}

// bracketed puts values that are lists themselves in brackets, or nobody would know where an entry ends.
func bracketed(entries []evidence.Entry) (all []evidence.Entry) {
	for _, e := range entries {
		if strings.Count(e.Value, ", ") > 1 {
			e.Value = "(" + e.Value + ")"
		}
		all = append(all, e)
	}
	return all
}

func (p *printer) entries(indent int, label string, entries []evidence.Entry) {
	var parts []string
	for _, e := range entries {
		parts = append(parts, strings.TrimSpace(trace.Line(e.Name)+" "+trace.Line(e.Value)))
	}
	p.labelled(indent, label, parts, ", ")
}

func (p *printer) labelled(indent int, label string, parts []string, sep string) {
	const labelWidth = len("not covered") + 2
	if len(parts) > 0 {
		padded := label + strings.Repeat(" ", labelWidth-len(label))
		p.wrap(indent, p.paint(faint, padded), labelWidth, parts, sep)
	}
}

// wrap writes parts behind a prefix that is prefixWidth columns wide, and goes on below the first part where the line is full.
func (p *printer) wrap(indent int, prefix string, prefixWidth int, parts []string, sep string) {
	start := p.in + indent + prefixWidth
	line, column := prefix, start
	hang := strings.Repeat(" ", prefixWidth)
	fresh := true
	for _, part := range p.pieces(parts, sep, p.o.Width-column) {
		length := utf8.RuneCountInString(part)
		switch {
		case fresh:
		case column+1+length > p.o.Width:
			p.line(indent, line)
			line, column = hang, start
		default:
			line += " "
			column++
		}
		line, column, fresh = line+part, column+length, false
	}
	p.line(indent, line)
}

// pieces are parts with what stands between them. One that is longer than a line is cut between its words, where somebody said how wide a
// line is: in a file it stays whole, for those who search it.
func (p *printer) pieces(parts []string, sep string, room int) (all []string) {
	for i, part := range parts {
		if i < len(parts)-1 {
			part += strings.TrimRight(sep, " ")
		}
		if p.narrow && utf8.RuneCountInString(part) > room {
			all = append(all, strings.Fields(part)...)
		} else {
			all = append(all, part)
		}
	}
	return all
}

func (p *printer) line(indent int, text string) {
	text = strings.TrimRight(text, " ")
	if text == "" && p.blank {
		return
	}
	if p.blank = text == ""; !p.blank {
		p.w.WriteString(strings.Repeat(" ", p.in+indent))
	}
	p.w.WriteString(text + "\n")
}

// The escape codes of ECMA-48.
const (
	bold   = "1"
	faint  = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

func verdictColor(r evidence.Record) string {
	switch {
	case r.Verdict == evidence.Holds, r.Verdict == evidence.Violated && r.Expected:
		return green
	case r.Verdict == evidence.Violated:
		return red
	}
	return yellow
}

func (p *printer) paint(color, text string) string {
	if !p.o.Color || text == "" || color == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
