package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/lattice"
)

// report puts in words what a search of the grid found.
func (s *sweep) report(grid lattice.Grid, r lattice.Result) evidence.Sweep {
	out := evidence.Sweep{System: s.sys.Name, Grid: r.Grid, Ran: r.Runs(), Measured: map[string]float64{"seconds": time.Since(s.began).Seconds()}}
	out.Answers, out.Recalled = s.memory.Counts()
	if c := newConfig(s.options); c.statesMax > 0 {
		out.Bounds = append(out.Bounds, evidence.Entry{Name: "states of each point", Value: fmt.Sprint(c.statesMax)})
	}
	out.Bounds = append(out.Bounds, evidence.Entry{Name: "points", Value: fmt.Sprintf("%d in the grid, %d that differ, %d explored", r.Grid, len(r.Points), r.Runs())})
	for _, d := range s.dimensions {
		levels := []string{"as declared"}
		for _, l := range d.Levels {
			levels = append(levels, l.Name)
		}
		out.Dimensions = append(out.Dimensions, evidence.SweepDimension{Name: d.Name, Levels: levels, Monotone: d.Monotone})
	}
	for i, p := range r.Points {
		point := evidence.SweepPoint{Levels: p, Ran: r.Ran[i], States: s.runs[fmt.Sprint(p)].States}
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

// findings are those about the code, each where it was found under least.
func (s *sweep) findings(r lattice.Result) []evidence.SweepCut {
	var all []evidence.SweepCut
	seen := map[string]bool{}
	for _, p := range r.Points {
		for _, f := range s.runs[fmt.Sprint(p)].Findings() {
			if why, _, _ := strings.Cut(f.Finding+": "+f.Why, "\n"); !seen[why] {
				seen[why] = true
				all = append(all, evidence.SweepCut{Words: s.relaxations(p), Certain: true, Why: why, Trace: f.Trace})
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
	out := evidence.SweepProperty{Name: property.Name, Reaching: property.Kind == assay.KindSometimes, Unknown: r.Count(c, lattice.Unknown)}
	minimal, certain := r.Minimal(c)
	for i, p := range minimal {
		record, _ := s.runs[fmt.Sprint(p)].Record(property.Name)
		out.Breaks = append(out.Breaks, evidence.SweepCut{Words: s.relaxations(p), Certain: certain[i], Why: record.Why, Trace: record.Trace})
	}
	for _, p := range r.Maximal(c) {
		out.Holds = append(out.Holds, s.relaxations(p))
	}
	if !out.Reaching {
		for _, cure := range grid.Cures(r, c) {
			out.Cures = append(out.Cures, evidence.SweepCut{Words: s.caps(cure.Caps), Certain: cure.Certain})
		}
	}
	return out
}

// relaxations are the words of a point: of what is declared none.
func (s *sweep) relaxations(p lattice.Point) []string {
	words := []string{}
	for d, level := range p {
		if level > 0 {
			words = append(words, s.dimensions[d].Levels[level-1].Name)
		}
	}
	return words
}

func (s *sweep) words(p lattice.Point) string {
	if all := s.relaxations(p); len(all) > 0 {
		return strings.Join(all, " + ")
	}
	return "what is declared"
}

// caps are the words of what is to be kept from happening.
func (s *sweep) caps(p lattice.Point) []string {
	words := []string{}
	for d, level := range p {
		if level < len(s.dimensions[d].Levels) {
			words = append(words, "no "+s.dimensions[d].Levels[level].Name)
		}
	}
	return words
}
