package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/lattice"
)

// report puts in words what a search of the grid found.
func (s *sweep) report(grid lattice.Grid, r lattice.Result) evidence.Sweep {
	out := evidence.Sweep{System: s.sys.Name, From: s.from(), Grid: r.Grid, Ran: len(s.ran), Measured: map[string]float64{"seconds": time.Since(s.began).Seconds()}}
	answers, recalled := s.memory.Counts()
	out.Answers, out.Measured["recalled"] = answers, float64(recalled)
	if c := newConfig(s.options); c.statesMax > 0 {
		out.Bounds = append(out.Bounds, evidence.Entry{Name: "states of each point", Value: fmt.Sprint(c.statesMax)})
	}
	out.Bounds = append(out.Bounds, evidence.Entry{Name: "points", Value: fmt.Sprintf("%d in the grid, %d that differ, %d explored", r.Grid, len(r.Points), len(s.ran))})
	for _, d := range s.dimensions {
		levels := []string{cmp.Or(d.declared, "as declared")}
		for _, l := range d.Levels {
			levels = append(levels, l.Name)
		}
		out.Dimensions = append(out.Dimensions, evidence.SweepDimension{Name: d.Name, Levels: levels, Monotone: d.Monotone, Whose: d.whose, Note: d.note})
	}
	for i, p := range r.Points {
		run, ran := s.runAt(p)
		point := evidence.SweepPoint{Levels: p, Ran: ran, States: run.result.States}
		for c, property := range s.properties {
			point.Verdicts = append(point.Verdicts, verdictText(r.Verdicts[c][i], property.Kind == assay.KindSometimes))
		}
		out.Points = append(out.Points, point)
	}
	out.Findings = s.findings(r)
	for c, property := range s.properties {
		out.Properties = append(out.Properties, s.property(grid, r, c, property))
	}
	return out
}

// from is where the sweep begins, in words.
func (s *sweep) from() string {
	if s.config.reliable {
		return evidence.NoFailure
	}
	return "what is declared"
}

// runAt is the run of a point, and false of one that was not run.
func (s *sweep) runAt(p lattice.Point) (ran, bool) {
	for _, run := range s.ran {
		if slices.Equal(run.at, p) {
			return run, true
		}
	}
	return ran{}, false
}

// showing is the run that shows what becomes of a property at a point: that of the point, or else of one that differs from it only in
// what made no difference there.
func (s *sweep) showing(p lattice.Point, property string) ran {
	if run, ran := s.runAt(p); ran {
		return run
	}
	for _, run := range s.ran {
		if lattice.Same(run.at, p, run.free[property]) {
			return run
		}
	}
	return ran{}
}

// recordAt is what was shown of a property at a point.
func (s *sweep) recordAt(p lattice.Point, property string) evidence.Record {
	record, _ := s.showing(p, property).result.Record(property)
	return record
}

// findings are those about the code, each where it was found under least.
func (s *sweep) findings(r lattice.Result) []evidence.SweepCut {
	var all []evidence.SweepCut
	seen := map[string]bool{}
	for _, p := range r.Points {
		run, _ := s.runAt(p)
		for _, f := range run.result.Findings() {
			if why := f.Finding + ": " + firstLine(f.Why); !seen[why] {
				seen[why] = true
				cut := evidence.SweepCut{Words: s.relaxations(p), Certain: true, Why: why, Trace: f.Trace, Crash: s.crash(p, f.Trace)}
				if f.Finding == findingOutcome[misread] {
					cut.Why += s.witnesses(cut.Crash, run.allReads())
				}
				all = append(all, cut)
			}
		}
	}
	return all
}

func verdictText(v lattice.Verdict, sometimes bool) string {
	switch {
	case v == lattice.Unknown:
		return string(evidence.Unknown)
	case v == lattice.Undecided:
		return ""
	case (v == lattice.Violated) != sometimes:
		return string(evidence.Violated)
	}
	return string(evidence.Holds)
}

func (s *sweep) property(grid lattice.Grid, r lattice.Result, c int, property assay.Property) evidence.SweepProperty {
	out := evidence.SweepProperty{Name: property.Name, Reaching: property.Kind == assay.KindSometimes, Monotone: r.Monotone[c], Unknown: r.Count(c, lattice.Unknown)}
	if !out.Reaching {
		out.Unexplored = r.Count(c, lattice.Undecided)
	}
	minimal, certain := r.Minimal(c)
	for i, p := range minimal {
		out.Breaks = append(out.Breaks, s.cut(p, property.Name, certain[i]))
	}
	for _, p := range r.Maximal(c) {
		out.Holds = append(out.Holds, s.relaxations(p))
	}
	for _, p := range r.Least(c, lattice.Unknown) {
		out.Open = append(out.Open, evidence.SweepCut{Words: s.relaxations(p), Certain: true, Why: s.recordAt(p, property.Name).Why})
	}
	if !out.Reaching {
		for _, cure := range grid.Cures(r, c) {
			out.Cures = append(out.Cures, evidence.SweepCut{Words: s.caps(cure.Caps), Certain: cure.Certain})
		}
		out.People = s.people(r, c)
	}
	return out
}

// cut is a point at which a property breaks, or is reached.
func (s *sweep) cut(p lattice.Point, property string, certain bool) evidence.SweepCut {
	run := s.showing(p, property)
	record, _ := run.result.Record(property)
	cut := evidence.SweepCut{Words: s.relaxations(p), Certain: certain, Why: record.Why, Trace: record.Trace, Crash: s.crash(p, record.Trace)}
	cut.Why += s.witnesses(cut.Crash, run.reads[property])
	return cut
}

// relaxations are the words of a point: none where the sweep begins.
func (s *sweep) relaxations(p lattice.Point) []string { return relaxations(s.dimensions, p) }

func (s *sweep) words(p lattice.Point) string {
	if all := s.relaxations(p); len(all) > 0 {
		return strings.Join(all, " + ")
	}
	return s.from()
}

// caps are the words of what is to be kept from happening.
func (s *sweep) caps(p lattice.Point) []string {
	words := []string{}
	for i, level := range p {
		switch d := s.dimensions[i]; {
		case level == len(d.Levels): // no cap
		case level < len(d.caps):
			words = append(words, d.caps[level])
		case level == 0:
			words = append(words, d.Name+" as declared")
		default:
			words = append(words, d.Name+" no further than "+d.Levels[level-1].Name)
		}
	}
	return words
}
