package page

import "github.com/assay-dev/assay/evidence"

const (
	// evidencePointsMax is how many points a line has as evidence: it is drawn small, beside others.
	evidencePointsMax = 120
	// evidenceMarksMax is how many marks there are as evidence.
	evidenceMarksMax = 60
)

// Evidence is the page as evidence: of each series over all runs the least, the median and the greatest at each point of time.
func (p Page) Evidence() evidence.Series {
	s := evidence.Series{System: p.data.Title, Runs: len(p.data.Runs)}
	if len(p.data.Runs) == 0 {
		return s
	}
	stride := (p.columns() + evidencePointsMax - 1) / evidencePointsMax
	s.Seconds = evidence.Number(p.data.Width.Seconds() * float64(p.joined()*stride))
	for i := range p.tracks {
		t := &p.tracks[i]
		var lines [][]float64
		for run := range p.data.Runs {
			lines = append(lines, t.thinned(p.drawn(t, run), stride))
		}
		s.Lines = append(s.Lines, t.evidence(lines))
	}
	marks := p.data.Runs[p.lit].Marks
	for _, m := range marks[:min(len(marks), evidenceMarksMax)] {
		s.Marks = append(s.Marks, evidence.SeriesMark{Seconds: evidence.Number(m.At.Seconds()), What: m.What})
	}
	return s
}

// thinned joins so many columns to one.
func (t *track) thinned(columns []float64, stride int) (all []float64) {
	for c := 0; c < len(columns); c += stride {
		all = append(all, t.join(columns[c:min(c+stride, len(columns))]))
	}
	return all
}

// evidence is the track in all runs. Of one run there is no least and no greatest to tell.
func (t *track) evidence(lines [][]float64) evidence.SeriesLine {
	b := bandOf(lines)
	line := evidence.SeriesLine{Name: t.Name, Unit: t.Unit, Panel: t.Owner + ": " + string(t.Kind), Middle: numbers(b.middle)}
	if len(lines) > 1 {
		line.Low, line.High = numbers(b.low), numbers(b.high)
	}
	return line
}

func numbers(values []float64) []evidence.Number {
	all := make([]evidence.Number, len(values))
	for i, v := range values {
		all[i] = evidence.Number(v)
	}
	return all
}
