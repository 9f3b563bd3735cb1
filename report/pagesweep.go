package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

type (
	shownSweep struct {
		System, Counts, Words string
		Open                  bool
		Columns               []evidence.Entry // what is added: the dimension and its level
		Rows                  []shownRow
	}
	shownRow struct {
		Name  string
		Cells []shownCell
		Lines []shownLine
	}
	shownCell struct{ Class, Mark, Words string }
	shownLine struct {
		Label, Text string
		Behaviour   *shownBehaviour
	}
)

// sweep is a sweep as a matrix of properties by single additions, and the smallest sets.
func (p *page) sweep(s evidence.Sweep, open bool) shownSweep {
	shown := shownSweep{System: trace.Line(s.System), Open: open, Words: fmt.Sprintf("It begins at %s; %d of %d sets of additions were explored.", trace.Line(s.From), s.Ran, s.Grid)}
	points := [][]int{make([]int, len(s.Dimensions))}
	for d, dimension := range s.Dimensions {
		for level := 1; level < len(dimension.Levels); level++ {
			at := make([]int, len(s.Dimensions))
			at[d] = level
			points = append(points, at)
			shown.Columns = append(shown.Columns, evidence.Entry{Name: trace.Line(dimension.Name), Value: trace.Line(dimension.Levels[level])})
		}
	}
	breaking := 0
	for i, property := range s.Properties {
		row := shownRow{Name: trace.Line(property.Name)}
		for _, at := range points {
			row.Cells = append(row.Cells, cellOf(s, at, i, property.Reaching))
		}
		row.Lines = p.cuts(s, property)
		shown.Rows = append(shown.Rows, row)
		if len(property.Breaks) > 0 && !property.Reaching {
			breaking++
		}
	}
	shown.Counts = fmt.Sprintf("%d of %s can be broken", breaking, counted(len(s.Properties), "property"))
	for _, f := range s.Findings {
		shown.Rows = append(shown.Rows, shownRow{Name: "finding", Lines: []shownLine{p.cut("with", f, s)}})
	}
	return shown
}

// cellOf is what is known of a property at one point.
func cellOf(s evidence.Sweep, at []int, property int, reaching bool) shownCell {
	i := slices.IndexFunc(s.Points, func(p evidence.SweepPoint) bool { return slices.Equal(p.Levels, at) })
	if i < 0 || property >= len(s.Points[i].Verdicts) {
		return shownCell{"soft", "·", "means the same as another column, or was not asked"}
	}
	switch evidence.Verdict(s.Points[i].Verdicts[property]) {
	case evidence.Holds:
		if reaching {
			return shownCell{"good", "✓", "reached"}
		}
		return shownCell{"good", "✓", "holds"}
	case evidence.Violated:
		if reaching {
			return shownCell{"soft", "✗", "not reached"}
		}
		return shownCell{"bad", "✗", "violated"}
	case evidence.Unknown:
		return shownCell{"warn", "?", "unknown"}
	}
	return shownCell{"soft", "·", "not asked"}
}

// cutsMax is how many sets are told of for each property and sort.
const cutsMax = 12

// cuts are the smallest sets that break a property, the largest under which it holds, and the cures.
func (p *page) cuts(s evidence.Sweep, property evidence.SweepProperty) (all []shownLine) {
	label := "breaks with"
	if property.Reaching {
		label = "reached with"
	}
	for i, cut := range property.Breaks {
		if i == cutsMax {
			all = append(all, shownLine{Label: label, Text: fmt.Sprintf("and with %d sets more", len(property.Breaks)-cutsMax)})
			break
		}
		all = append(all, p.cut(label, cut, s))
	}
	if len(property.Breaks) == 0 {
		none := "nothing here"
		if property.Unknown+property.Unexplored > 0 {
			none = "nothing that was explored to its end"
		}
		all = append(all, shownLine{Label: label, Text: none})
	}
	if property.Reaching {
		return all
	}
	for _, holds := range property.Holds[:min(len(property.Holds), cutsMax)] {
		line := shownLine{Label: "holds with", Text: joined(holds, "nothing added")}
		for _, note := range s.Apart(property, holds) {
			line.Text += " (" + trace.Line(note) + ")"
		}
		all = append(all, line)
	}
	for _, cure := range property.Cures[:min(len(property.Cures), cutsMax)] {
		all = append(all, shownLine{Label: "cured by", Text: joined(cure.Words, "nothing")})
	}
	if property.Unknown > 0 {
		text := counted(property.Unknown, "set") + " of additions"
		if len(property.Open) > 0 {
			text += ", of which the least: " + joined(property.Open[0].Words, "nothing added") + " (" + trace.Line(firstLine(property.Open[0].Why)) + ")"
		}
		all = append(all, shownLine{Label: "unknown with", Text: text})
	}
	if property.Unexplored > 0 {
		all = append(all, shownLine{Label: "unexplored", Text: counted(property.Unexplored, "set") + ": the sweep was ended before"})
	}
	return all
}

func (p *page) cut(label string, c evidence.SweepCut, s evidence.Sweep) shownLine {
	line := shownLine{Label: label, Text: joined(c.Words, "nothing added: as it begins")}
	if !c.Certain {
		line.Text += " (less may do: some of it is unknown)"
	}
	if c.Trace != nil {
		if c.Why != "" {
			line.Text += ": " + trace.Line(firstLine(c.Why))
		}
		if who := c.CrashText(); who != "" {
			line.Text += " (in the behaviour" + trace.Line(who) + ")"
		}
		for _, hint := range strings.Split(c.Why, "\nhint: ")[1:] {
			line.Text += "; hint: " + trace.Line(hint)
		}
		t := *c.Trace
		if t.Package == "" {
			t.Package = s.Package
		}
		line.Behaviour = p.behaviour(t)
	}
	return line
}

func joined(words []string, none string) string {
	if len(words) == 0 {
		return none
	}
	return trace.Line(strings.Join(words, " + "))
}
