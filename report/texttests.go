package report

import (
	"slices"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// byTest are records by the tests that left them, in the order in which these come first.
func byTest(records []evidence.Record) (tests [][]evidence.Record) {
	places := map[string]int{}
	for _, r := range records {
		at, known := places[r.Test]
		if !known {
			at = len(tests)
			places[r.Test], tests = at, append(tests, nil)
		}
		tests[at] = append(tests[at], r)
	}
	return tests
}

// worldsApart says whether tests assume different things of one system, as simulations of it in several worlds do: then a verdict says
// nothing without the test that it is of.
func worldsApart(tests [][]evidence.Record) bool {
	var first []evidence.Entry
	for _, test := range tests {
		assumed := share(test).assumptions
		if len(assumed) == 0 {
			continue
		}
		if first != nil && !slices.Equal(first, assumed) {
			return true
		}
		first = assumed
	}
	return false
}

// tests writes a system test by test, and below them what all have in common.
func (p *printer) tests(g group, tests [][]evidence.Record) {
	common := inCommon(g.records)
	p.head(orNone(trace.Line(g.system), "(no system)"), figures{})
	p.in = testIndent
	for _, records := range tests {
		for i := range records {
			records[i] = without(records[i], common)
		}
		own := share(records)
		p.head(orNone(trace.Line(records[0].Test), "(no test)"), own.figures)
		p.records(records, own)
		p.grounds(propertyIndent, own)
	}
	p.in = 0
	p.grounds(propertyIndent, common)
}

// testIndent is how much further in a test stands than its system.
const testIndent = 2

// inCommon is what every record rests on, entry by entry.
func inCommon(records []evidence.Record) shared {
	return shared{
		assumptions: everywhere(records, func(r evidence.Record) []evidence.Entry { return r.Assumptions }),
		bounds:      everywhere(records, func(r evidence.Record) []evidence.Entry { return r.Bounds }),
		coverage:    everywhere(records, func(r evidence.Record) []evidence.Entry { return r.Coverage }),
		notCovered:  everywhere(records, func(r evidence.Record) []string { return r.NotCovered }),
	}
}

// everywhere are the entries of the first record that every other one has too.
func everywhere[T comparable](records []evidence.Record, of func(evidence.Record) []T) (all []T) {
	for _, entry := range of(records[0]) {
		lacks := func(r evidence.Record) bool { return !slices.Contains(of(r), entry) }
		if !slices.ContainsFunc(records, lacks) {
			all = append(all, entry)
		}
	}
	return all
}

func without(r evidence.Record, common shared) evidence.Record {
	r.Assumptions, r.Bounds = lessOf(r.Assumptions, common.assumptions), lessOf(r.Bounds, common.bounds)
	r.Coverage, r.NotCovered = lessOf(r.Coverage, common.coverage), lessOf(r.NotCovered, common.notCovered)
	return r
}

func lessOf[T comparable](entries, common []T) []T {
	return slices.DeleteFunc(slices.Clone(entries), func(e T) bool { return slices.Contains(common, e) })
}
