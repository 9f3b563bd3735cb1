package evidence

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay/trace"
)

// Sweep is what became of each property as assumptions were relaxed.
type Sweep struct {
	Package    string           `json:"package,omitempty"`
	System     string           `json:"system"`
	Dimensions []SweepDimension `json:"dimensions"`
	Properties []SweepProperty  `json:"properties"`
	Findings   []SweepCut       `json:"findings,omitempty"` // about the code itself: what was explored beyond them shows nothing
	Points     []SweepPoint     `json:"points"`
	Grid       int              `json:"grid"` // points in all
	Ran        int              `json:"ran"`  // points that were explored
	// Answers is how many distinct calls of handlers there were, Recalled how often one was remembered from another point.
	Answers  uint64             `json:"answers,omitempty"`
	Recalled uint64             `json:"recalled,omitempty"`
	Bounds   []Entry            `json:"bounds,omitempty"`
	Measured map[string]float64 `json:"measured,omitempty"`
}

// SweepDimension is one assumption and its levels, the first as declared. Only in one that is monotone does a point decide another.
type SweepDimension struct {
	Name     string   `json:"name"`
	Levels   []string `json:"levels"`
	Monotone bool     `json:"monotone,omitempty"`
}

// SweepPoint is one set of assumptions, by the level of each dimension, with a verdict for each property.
type SweepPoint struct {
	Levels   []int    `json:"levels"`
	Ran      bool     `json:"ran,omitempty"` // otherwise other points decide it
	States   uint64   `json:"states,omitempty"`
	Verdicts []string `json:"verdicts"` // "holds", "violated", "unknown", or "" where nobody asked
}

// SweepProperty is what is known of one property.
type SweepProperty struct {
	Name     string     `json:"name"`
	Reaching bool       `json:"reaching,omitempty"` // a Sometimes: Breaks are where it is first reached
	Monotone bool       `json:"monotone,omitempty"` // points decided others
	Breaks   []SweepCut `json:"breaks,omitempty"`
	Holds    [][]string `json:"holds,omitempty"` // the weakest assumptions under which it still holds, as relaxations
	Cures    []SweepCut `json:"cures,omitempty"` // the cheapest caps that remove every violation
	Unknown  int        `json:"unknown,omitempty"`
}

// SweepCut is a minimal set of relaxations that breaks a property, or a set of caps that cures it.
type SweepCut struct {
	Words   []string     `json:"words"` // none is what is declared
	Certain bool         `json:"certain"`
	Why     string       `json:"why,omitempty"`
	Trace   *trace.Trace `json:"trace,omitempty"`
}

// Text is the sweep as people read it.
func (s Sweep) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d of %d points explored\n", s.System, s.Ran, s.Grid)
	for _, d := range s.Dimensions {
		fmt.Fprintf(&b, "    %-12s %s\n", d.Name, strings.Join(d.Levels, " < "))
	}
	for _, p := range s.Properties {
		b.WriteString(p.text())
	}
	for _, f := range s.Findings {
		sentence, _, _ := strings.Cut(f.Why, "\n")
		fmt.Fprintf(&b, "\n  finding with %s: %s\n", joined(f.Words, "what is declared"), sentence)
	}
	return b.String()
}

func (p SweepProperty) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n  %s\n", p.Name)
	line := func(label, text string) { fmt.Fprintf(&b, "    %-12s %s\n", label, text) }
	breaks, holds := "breaks with", "holds with"
	if p.Reaching {
		breaks, holds = "first with", ""
	}
	if len(p.Breaks) == 0 && !p.Reaching {
		line("breaks", "nowhere in this grid")
	}
	for i, cut := range p.Breaks {
		text := joined(cut.Words, "what is declared: no relaxation is needed")
		if !cut.Certain {
			text += " (less may do: some points are unknown)"
		}
		if cut.Trace != nil {
			text += fmt.Sprintf("   [%d steps]", len(cut.Trace.Steps))
		}
		line(labelFirst(breaks, i), text)
	}
	for i, relaxed := range p.Holds {
		if holds != "" {
			line(labelFirst(holds, i), joined(relaxed, "what is declared, and nothing weaker"))
		}
	}
	for i, cure := range p.Cures {
		text := joined(cure.Words, "")
		if !cure.Certain {
			text += " (not certain: some points are unknown)"
		}
		line(labelFirst("cured by", i), text)
	}
	if len(p.Cures) == 0 && len(p.Breaks) > 0 && !p.Reaching {
		line("cured by", "none: violated with no relaxation at all")
	}
	if p.Unknown > 0 {
		line("unknown", fmt.Sprintf("at %d points (a bound was reached)", p.Unknown))
	}
	return b.String()
}

func labelFirst(label string, i int) string {
	if i > 0 {
		return "         or"
	}
	return label
}

func joined(all []string, none string) string {
	if len(all) == 0 {
		return none
	}
	return strings.Join(all, " + ")
}
