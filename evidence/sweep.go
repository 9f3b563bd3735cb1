package evidence

import (
	"fmt"
	"strings"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/trace"
)

// Sweep is what became of each property as assumptions were relaxed.
type Sweep struct {
	Package    string             `json:"package,omitempty"`
	System     string             `json:"system"`
	From       string             `json:"from"` // where it begins: "what is declared" or "no failure"
	Dimensions []SweepDimension   `json:"dimensions"`
	Properties []SweepProperty    `json:"properties"`
	Findings   []SweepCut         `json:"findings,omitempty"` // about the code itself: what was explored beyond them shows nothing
	Points     []SweepPoint       `json:"points"`
	Grid       int                `json:"grid"`              // points in all, those that mean the same counted each
	Ran        int                `json:"ran"`               // points that were explored
	Answers    uint64             `json:"answers,omitempty"` // distinct calls of handlers
	Bounds     []Entry            `json:"bounds,omitempty"`
	Measured   map[string]float64 `json:"measured,omitempty"` // "seconds", and "recalled": calls that another point had answered
}

// SweepDimension is one assumption and its levels, the first where the sweep begins. Only in one that is monotone does a point decide another.
type SweepDimension struct {
	Name     string     `json:"name"`
	Levels   []string   `json:"levels"`
	Monotone bool       `json:"monotone,omitempty"`
	Whose    []assay.ID `json:"whose,omitempty"` // those that crash in it
	Note     string     `json:"note,omitempty"`  // why what breaks below a level need not break at it
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
	Holds    [][]string `json:"holds,omitempty"`  // the weakest assumptions under which it still holds, as relaxations
	Cures    []SweepCut `json:"cures,omitempty"`  // the cheapest caps that remove every violation
	People   []string   `json:"people,omitempty"` // what it takes of those who err or mean harm
	Unknown  int        `json:"unknown,omitempty"`
	Open     []SweepCut `json:"open,omitempty"` // the least relaxations with which it is unknown, and why
	// Unexplored is at how many points nothing is known, since the sweep was ended.
	Unexplored int `json:"unexplored,omitempty"`
}

// SweepCut is a minimal set of relaxations that breaks a property, or a set of caps that cures it.
type SweepCut struct {
	Words   []string     `json:"words"` // none is where the sweep begins
	Certain bool         `json:"certain"`
	Why     string       `json:"why,omitempty"`
	Trace   *trace.Trace `json:"trace,omitempty"`
	Crash   []assay.ID   `json:"crash,omitempty"` // those that crash in the trace, where the words leave that open
}

// Text is the sweep as people read it.
func (s Sweep) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d of %d sets of relaxations explored, beginning at %s\n", s.System, s.Ran, s.Grid, s.From)
	width := 12
	for _, d := range s.Dimensions {
		width = max(width, len(d.Name))
	}
	for _, d := range s.Dimensions {
		fmt.Fprintf(&b, "    %-*s %s\n", width, d.Name, strings.Join(d.Levels, " < "))
		if text := d.WhoseText(); text != "" {
			fmt.Fprintf(&b, "    %-*s %s\n", width, "", text)
		}
	}
	for _, p := range s.Properties {
		b.WriteString(s.property(p))
	}
	for _, f := range s.Findings {
		fmt.Fprintf(&b, "\n  finding\n    %-12s %s\n    %-12s %s\n", "with", s.with(f)+" (where it was met first; less may do)", "is", firstLine(f.Why))
		b.WriteString(hints(f) + s.replay(f))
	}
	return b.String()
}

func (s Sweep) property(p SweepProperty) string {
	var b strings.Builder
	line := func(label, text string) { fmt.Fprintf(&b, "    %-12s %s\n", label, text) }
	fmt.Fprintf(&b, "\n  %s\n", p.Name)
	if p.Reaching {
		s.breaks(&b, p, "first with")
	} else {
		s.breaks(&b, p, "breaks with")
		for i, relaxed := range p.Holds {
			line(labelFirst("holds with", i), joined(relaxed, s.From+", and with no relaxation of it"))
			for _, text := range s.Apart(p, relaxed) {
				line("", "  ("+text+")")
			}
		}
		s.cures(line, p)
		for _, text := range p.People {
			line("people", text)
		}
	}
	if p.Unknown > 0 {
		s.open(line, p)
	}
	if p.Unexplored > 0 {
		line("unexplored", fmt.Sprintf("%d sets: the sweep was ended before", p.Unexplored))
	}
	return b.String()
}

func (s Sweep) breaks(b *strings.Builder, p SweepProperty, label string) {
	none := "nothing here"
	if p.Unknown+p.Unexplored > 0 {
		none = "nothing that was explored to its end"
	}
	if len(p.Breaks) == 0 {
		fmt.Fprintf(b, "    %-12s %s\n", label, none)
	}
	for i, cut := range p.Breaks {
		text := s.with(cut)
		if !cut.Certain {
			text += " (less may do: some of it is unknown)"
		}
		if cut.Trace != nil {
			text += fmt.Sprintf("   [%d steps%s]", len(cut.Trace.Steps), cut.CrashText())
		}
		fmt.Fprintf(b, "    %-12s %s\n", labelFirst(label, i), text)
		if cut.Why != "" && cut.Trace != nil {
			fmt.Fprintf(b, "    %-12s   %s\n", "", firstLine(cut.Why))
		}
		b.WriteString(hints(cut) + s.replay(cut))
	}
}

// hints are what ends the reason of a cut.
func hints(c SweepCut) string {
	var b strings.Builder
	_, rest, _ := strings.Cut(c.Why, "\n")
	for _, line := range strings.Split(rest, "\n") {
		if c.Trace != nil && strings.HasPrefix(line, "hint: ") {
			fmt.Fprintf(&b, "    %-12s   %s\n", "", line)
		}
	}
	return b.String()
}

// cures say what to keep from happening, and the property holds.
func (s Sweep) cures(line func(label, text string), p SweepProperty) {
	for i, cure := range p.Cures {
		text := joined(cure.Words, "")
		if !cure.Certain {
			text += " (not certain: some of what is left is unknown)"
		}
		line(labelFirst("cured by", i), text)
	}
	if len(p.Cures) == 0 && len(p.Breaks) > 0 {
		text := "none: it is violated with no relaxation at all"
		if s.From == NoFailure {
			text = "none: violated with no failure at all"
		}
		line("cured by", text)
	}
}

// NoFailure is From of a sweep that begins where nothing fails.
const NoFailure = "no failure"

// openMax is how many of the least sets that are unknown are named.
const openMax = 3

func (s Sweep) open(line func(label, text string), p SweepProperty) {
	text := fmt.Sprintf("with %d sets, of which the least:", p.Unknown)
	if !p.Monotone && len(p.Holds) > 0 {
		text = fmt.Sprintf("with %d sets, each explored by itself (one that allows more may end sooner), of which the least:", p.Unknown)
	}
	line("unknown", text)
	for _, cut := range p.Open[:min(len(p.Open), openMax)] {
		why, _, _ := strings.Cut(firstLine(cut.Why), ": at least")
		line("", fmt.Sprintf("%s (%s)", joined(cut.Words, s.From+": unknown"), why))
		if _, hint, ok := strings.Cut(cut.Why, "\nhint: "); ok {
			line("", "  hint: "+firstLine(hint))
		}
		if len(cut.Words) == 0 && strings.Contains(why, "states") {
			line("", "  hint: "+endlessHint)
		}
	}
	if more := len(p.Open) - openMax; more > 0 {
		line("", fmt.Sprintf("and %d more", more))
	}
}

// endlessHint is what usually helps where a search is cut though nothing was relaxed.
const endlessHint = "with nothing relaxed it does not end within the bound: make the system end (System.Within, Firings: assay.AtMost(n)), or raise the bound (check.States)"

func (s Sweep) with(c SweepCut) string { return joined(c.Words, s.From+": no relaxation is needed") }

// replay is the command that shows a behaviour.
func (s Sweep) replay(c SweepCut) string {
	if c.Trace == nil || s.Package == "" {
		return ""
	}
	return fmt.Sprintf("    %-12s   assay replay %s %s\n", "", s.Package, c.Trace.Name())
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
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
