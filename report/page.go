package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/trace"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed page.js
	pageJS string
)

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// HTML writes the report as one page that needs nothing else and asks no network for anything: its policy forbids it. Without script
// all of it is there but the diagrams, which then are texts.
func HTML(w io.Writer, r Report, trend *Trend) error {
	p := &page{Report: r}
	p.fill(trend)
	var text bytes.Buffer
	if err := pageTemplate.Execute(&text, p); err != nil {
		return fmt.Errorf("report: the page: %w", err)
	}
	return written(w, text.Bytes())
}

// page is what page.html shows.
type page struct {
	Report
	Style      template.CSS
	Script     template.JS
	ScriptHash string

	Headline, Mood, Mark, Subtitle string
	Packages                       string
	Holds, Fails                   string
	HoldsOne, FailsOne             bool
	Shown                          []shownBy
	WrongWords, WrongMore          string
	WrongTop                       []shownCase
	Wrong, WrongRest, Broken       []shownCase
	Unseen                         []string
	Trend                          *shownTrend
	Techniques                     []shownTechnique
	Contracts                      []shownContract
	Sweeps                         []shownSweep
	Series                         []shownSeries
	Risks                          []shownRisk
	Behaviours                     []shownBehaviour

	root string            // what the paths of all packages begin with
	ids  map[string]string // of behaviours, by their JSON: one that stands in two records is in the page once
}

type (
	shownBy struct {
		ID, Count, Name, Title string
	}
	// shownCase is a record that is told of at length.
	shownCase struct {
		ID, Class, Mark, System, Title, Verdict, Steps, Figures, Picture string
		Why                                                              []string
		Behaviour                                                        *shownBehaviour
		Grounds                                                          []shownGround
	}
	shownBehaviour struct {
		ID   string
		JSON template.JS
		Text string
	}
	shownGround struct {
		Name   string
		Values []string
	}
	shownRisk struct{ Text, Where string }
)

// wrongTopMax is how many of what does not hold are named on top.
const wrongTopMax = 6

// wrongOpenMax are told of at length before the others have to be asked for: what a budget cut is often many alike.
const wrongOpenMax = 12

func (p *page) fill(trend *Trend) {
	p.ids = map[string]string{}
	p.Version = trace.Line(p.Version)
	p.Style = template.CSS(diagram.Style + pageCSS)
	p.Script = template.JS(diagram.Script() + pageJS)
	sum := sha256.Sum256([]byte(p.Script))
	p.ScriptHash = "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	p.root = commonRoot(p.Records)
	p.top()
	for i, record := range p.failing() {
		p.Wrong = append(p.Wrong, p.caseOf(record, fmt.Sprint("w", i+1)))
	}
	for i, record := range p.caught() {
		p.Broken = append(p.Broken, p.caseOf(record, fmt.Sprint("b", i+1)))
	}
	for i, problem := range p.Problems {
		p.Wrong = append(p.Wrong, p.problem(problem, fmt.Sprint("p", i+1)))
	}
	p.WrongTop = p.Wrong[:min(len(p.Wrong), wrongTopMax)]
	if more := len(p.Wrong) - len(p.WrongTop); more > 0 {
		p.WrongMore = fmt.Sprint(more)
	}
	if len(p.Wrong) > wrongOpenMax {
		p.Wrong, p.WrongRest = p.Wrong[:wrongOpenMax], p.Wrong[wrongOpenMax:]
	}
	p.Trend = shownTrendOf(trend)
	p.techniques()
	p.contracts()
	for _, s := range p.Report.Sweeps {
		p.Sweeps = append(p.Sweeps, p.sweep(s, len(p.Report.Sweeps) == 1))
	}
	for _, s := range p.Report.Series {
		p.Series = append(p.Series, seriesOf(s, len(p.Report.Series) == 1))
	}
	for _, k := range p.risks() {
		p.Risks = append(p.Risks, shownRisk{k.Text, fmt.Sprintf("%s: %s", counted(len(k.Where), "system"), wheres(k.Where))})
	}
}

// top is what a person sees first.
func (p *page) top() {
	s := p.Summary()
	p.Headline, p.Mood, p.Mark = p.headline(), "good", "✓"
	switch {
	case s.Violated > 0 || s.Problems > 0:
		p.Mood, p.Mark = "bad", "✗"
	case s.Unknown > 0 || s.Holds == 0:
		p.Mood, p.Mark = "warn", "?"
	}
	if s.Exit == 0 {
		p.Subtitle = "Each claim says how it was shown and what it assumes. It says nothing about what it does not assume."
	}
	p.Holds, p.HoldsOne = thousands(uint64(s.Holds)), s.Holds == 1
	p.Fails, p.FailsOne = thousands(uint64(s.Violated)), s.Violated == 1
	var parts []string
	if s.Violated > 0 {
		parts = append(parts, count(s.Violated, "is violated", "are violated"))
	}
	if s.Unknown > 0 {
		parts = append(parts, count(s.Unknown, "is unknown", "are unknown"))
	}
	if s.Problems > 0 {
		parts = append(parts, count(s.Problems, "could not be run", "could not be run"))
	}
	p.WrongWords = strings.Join(parts, ", ") + ":"
	p.Unseen = p.unseen()
	p.Packages = trace.Line(commonPath(p.Records))
	for i, name := range p.used() {
		n := 0
		for _, record := range p.Records {
			if record.Technique == name && record.Verdict == evidence.Holds {
				n++
			}
		}
		if n > 0 {
			p.Shown = append(p.Shown, shownBy{fmt.Sprint("technique", i+1), thousands(uint64(n)), trace.Line(name), strings.ToLower(techniqueOf(name).title)})
		}
	}
}

// caseOf is a record at length.
func (p *page) caseOf(r evidence.Record, id string) shownCase {
	c := shownCase{ID: id, Class: classOf(r), Mark: verdictMark(r.Verdict), System: place(r), Title: title(r), Verdict: verdictWords(r), Why: whyOf(r),
		Figures: strings.Join(figuresOf(r).parts(), ", "), Picture: lines(strings.Join(r.Picture, "\n")), Grounds: groundsOf(allGrounds(r))}
	if r.Trace != nil {
		c.Behaviour = p.behaviour(*r.Trace)
		c.Steps = counted(len(r.Trace.Steps), "step")
	}
	return c
}

func (p *page) problem(problem evidence.Problem, id string) shownCase {
	where := trace.Line(strings.TrimPrefix(problem.Package, p.root))
	first, rest, _ := strings.Cut(problem.Text, "\n")
	c := shownCase{ID: id, Class: "bad", Mark: "!", System: orNone(where, "assay"), Title: trace.Line(first), Verdict: "could not be run"}
	if problem.Test != "" {
		c.Title = trace.Line(problem.Test) + ": " + c.Title
	}
	c.Picture = lines(rest)
	return c
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// behaviour puts a trace into the page.
func (p *page) behaviour(t trace.Trace) *shownBehaviour {
	text := diagram.JSON(diagram.Of(t))
	id, known := p.ids[text]
	b := shownBehaviour{ID: id, JSON: template.JS(text), Text: lines(t.String())}
	if !known {
		b.ID = fmt.Sprint("d", len(p.Behaviours)+1)
		p.ids[text], p.Behaviours = b.ID, append(p.Behaviours, b)
	}
	return &b
}

// whyOf is why, and each hint as a sentence of its own.
func whyOf(r evidence.Record) (all []string) {
	if failedTest(r) && len(r.Picture) > 0 {
		return []string{"The test failed for a reason of its own, and said:"}
	}
	if failedTest(r) {
		return []string{"The test failed, and no evidence tells why: go test shows its output."}
	}
	for i, part := range strings.Split(r.Why, "\nhint: ") {
		if i > 0 {
			part = "Hint: " + part
		}
		if text := trace.Line(part); text != "" {
			all = append(all, text)
		}
	}
	return all
}

func classOf(r evidence.Record) string {
	switch {
	case r.Fails() && r.Verdict == evidence.Violated:
		return "bad"
	case r.Verdict == evidence.Unknown:
		return "warn"
	case r.Verdict == evidence.Violated:
		return "soft"
	}
	return "good"
}

func allGrounds(r evidence.Record) shared {
	return shared{assumptions: r.Assumptions, bounds: r.Bounds, coverage: r.Coverage, notCovered: r.NotCovered}
}

func groundsOf(s shared) (all []shownGround) {
	add := func(name string, entries []evidence.Entry) {
		g := shownGround{Name: name}
		for _, e := range entries {
			g.Values = append(g.Values, strings.TrimSpace(trace.Line(e.Name)+" "+trace.Line(e.Value)))
		}
		if len(g.Values) > 0 {
			all = append(all, g)
		}
	}
	add("assuming", exceptions(s.assumptions))
	add("bounds", s.bounds)
	add("covered", s.coverage)
	if len(s.notCovered) > 0 {
		g := shownGround{Name: "not covered"}
		for _, text := range s.notCovered {
			g.Values = append(g.Values, trace.Line(text))
		}
		all = append(all, g)
	}
	return all
}

// commonRoot is the path, with a slash at its end, that all packages begin with, "" where they share none.
func commonRoot(records []evidence.Record) string {
	first, last := outermost(records)
	n := 0
	for n < len(first) && n < len(last) && first[n] == last[n] {
		n++
	}
	return first[:strings.LastIndex(first[:n], "/")+1]
}

// commonPath is the package in or below which all are, "" where there is none.
func commonPath(records []evidence.Record) string {
	first, last := outermost(records)
	if last == first || strings.HasPrefix(last, first+"/") {
		return first
	}
	return strings.TrimSuffix(commonRoot(records), "/")
}

// outermost are the first and the last package in order.
func outermost(records []evidence.Record) (first, last string) {
	for _, r := range records {
		if r.Package == "" {
			continue
		}
		if first == "" || r.Package < first {
			first = r.Package
		}
		last = max(last, r.Package)
	}
	return first, last
}
