package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

type (
	shownTechnique struct {
		ID, Name, Title, Means string
		Packages               []shownPackage
	}
	shownPackage struct {
		Name    string
		Systems []shownSystem
	}
	shownSystem struct {
		Name, Class, Mark, Counts, Figures, Search string
		Open                                       bool
		Claims                                     []shownClaim
		Grounds                                    []shownGround
	}
	shownClaim struct {
		Test                                       string // that left it, where several did
		Class, Mark, Verdict, Title, Figures, Link string
		Why                                        []string
		Grounds                                    []shownGround
	}
	shownContract struct {
		Contract string
		Rows     []evidence.Entry
	}
)

// techniques are all claims, by how they were shown.
func (p *page) techniques() {
	links := p.links()
	for i, name := range p.used() {
		t := techniqueOf(name)
		shown := shownTechnique{ID: fmt.Sprint("technique", i+1), Name: orNone(trace.Line(name), "unnamed"), Title: t.title, Means: t.means}
		var records []evidence.Record
		for _, r := range p.Records {
			if r.Technique == name {
				records = append(records, r)
			}
		}
		last := ""
		for j, g := range groups(records) {
			if j == 0 || g.pkg != last {
				shown.Packages = append(shown.Packages, shownPackage{Name: orNone(trace.Line(strings.TrimPrefix(g.pkg, p.root)), "(no package)")})
			}
			last = g.pkg
			at := &shown.Packages[len(shown.Packages)-1]
			at.Systems = append(at.Systems, systemOf(g, links))
		}
		p.Techniques = append(p.Techniques, shown)
	}
}

// links are where in the page a record is told of at length.
func (p *page) links() func(evidence.Record) string {
	ids := map[string][]string{}
	key := func(r evidence.Record) string { return fmt.Sprint(claim(r), r.Why, r.Test) }
	for i, r := range p.failing() {
		ids[key(r)] = append(ids[key(r)], fmt.Sprint("w", i+1))
	}
	for i, r := range p.caught() {
		ids[key(r)] = append(ids[key(r)], fmt.Sprint("b", i+1))
	}
	return func(r evidence.Record) string {
		if r.Verdict == evidence.Holds || len(ids[key(r)]) == 0 {
			return ""
		}
		return ids[key(r)][0]
	}
}

// systemOf is what is shown of one system by one technique.
func systemOf(g group, links func(evidence.Record) string) shownSystem {
	shared := share(g.records)
	f := shared.figures
	f.technique = ""
	s := shownSystem{Name: orNone(trace.Line(g.system), "(no system)"), Class: "good", Mark: "✓", Figures: strings.Join(f.parts(), ", "), Grounds: groundsOf(shared)}
	search := s.Name + " " + trace.Line(g.pkg)
	tally := map[string]int{}
	var order []string
	for _, r := range g.records {
		c := claimOf(r, shared)
		c.Link = links(r)
		s.Claims = append(s.Claims, c)
		search += " " + c.Title + " " + c.Verdict
		if tally[c.Verdict]++; tally[c.Verdict] == 1 {
			order = append(order, c.Verdict)
		}
		if r.Fails() {
			s.Open = true
		}
		s.Class, s.Mark = worse(s.Class, s.Mark, c)
	}
	if !severalTests(g.records) {
		for i := range s.Claims {
			s.Claims[i].Test = ""
		}
	}
	for i, verdict := range order {
		word := verdict
		if verdict == string(evidence.Holds) && tally[verdict] > 1 {
			word = "hold"
		}
		order[i] = fmt.Sprintf("%d %s", tally[verdict], word)
	}
	s.Counts = strings.Join(order, ", ")
	s.Search = strings.ToLower(search)
	return s
}

func severalTests(records []evidence.Record) bool {
	return slices.ContainsFunc(records, func(r evidence.Record) bool { return r.Test != records[0].Test })
}

var classRank = map[string]int{"good": 0, "soft": 1, "warn": 2, "bad": 3}

func worse(class, mark string, c shownClaim) (string, string) {
	if classRank[c.Class] > classRank[class] {
		return c.Class, c.Mark
	}
	return class, mark
}

func claimOf(r evidence.Record, shared shared) shownClaim {
	c := shownClaim{Test: trace.Line(r.Test), Class: classOf(r), Mark: verdictMark(r.Verdict), Verdict: verdictWords(r), Title: title(r), Why: whyOf(r), Grounds: groundsOf(groundsBeside(r, shared))}
	if r.Accepted != "" {
		c.Why = append(c.Why, "Accepted: "+trace.Line(r.Accepted))
	}
	if own := figuresOf(r); !own.equal(shared.figures) && r.Technique != evidence.TechniqueTest {
		own.technique = ""
		c.Figures = strings.Join(own.parts(), ", ")
	}
	return c
}

// contracts are those that are assumed, and who keeps them.
func (p *page) contracts() {
	for _, c := range evidence.Contracts(p.Records) {
		shown := shownContract{Contract: trace.Line(c.Contract)}
		add := func(name string, places []string) {
			if len(places) > 0 {
				shown.Rows = append(shown.Rows, evidence.Entry{Name: name, Value: trace.Line(strings.Join(places, ", "))})
			}
		}
		add("assumed by", c.AssumedBy)
		add("kept by", c.KeptBy)
		add("broken by", c.BrokenBy)
		add("unknown by", c.UnknownBy)
		if len(c.KeptBy) == 0 {
			add("kept by", []string{"nobody here: it stands as an assumption"})
		}
		p.Contracts = append(p.Contracts, shown)
	}
}
