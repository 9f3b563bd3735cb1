package doe

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// contrasts estimates the effects of a two-level design, from the means over the seeds.
func (a *Analysis) contrasts() {
	d := &a.Experiment.Design
	corners := d.corners()
	for _, r := range corners {
		a.Mean += a.blocks.runs[r] / float64(len(corners))
	}
	for _, c := range d.estimable() {
		t := term{mask: c[0].mask}
		e := Effect{Name: t.name(), Label: a.label(t), Factors: a.factorNames(t.mask), term: t, class: c}
		e.Estimate = a.contrast(func(at int) float64 { return product(d.Runs[corners[at]], t.mask) })
		e.Aliases = d.aliases(e.Name)
		a.Effects = append(a.Effects, e)
	}
	for i, column := range d.Spare {
		name := fmt.Sprintf("spare %d", i+1)
		a.Effects = append(a.Effects, Effect{Name: name, Label: "(no factor)", Factors: []string{}, Estimate: a.contrast(func(at int) float64 { return column[at] })})
	}
	cells := float64(len(corners) * len(a.Experiment.Seeds))
	estimates := make([]float64, len(a.Effects))
	for i := range a.Effects {
		estimates[i] = a.Effects[i].Estimate
		a.Effects[i].SumSquares = cells * square(estimates[i]) / 4
	}
	a.margins(estimates, cells)
	a.judge(a.Effects)
	a.rank()
	a.bend(corners)
	a.model = model{noise: square(a.Margin.SE) * float64(len(corners)) / 4, runs: len(corners)}
}

// estimable lists the classes of effects that the design separates: of a screening design the main effects.
func (d *Design) estimable() []class {
	if d.regular() {
		return d.classes()
	}
	var all []class
	for i := range d.Factors {
		all = append(all, class{{1 << i, 1}})
	}
	return all
}

func (d *Design) aliases(effect string) []string {
	for _, a := range d.Aliases {
		if a.Effect == effect {
			return a.With
		}
	}
	return nil
}

// contrast is the mean where a column is + minus the mean where it is -.
func (a *Analysis) contrast(column func(corner int) float64) float64 {
	sum, n := 0.0, 0
	for at, r := range a.Experiment.Design.corners() {
		sum += column(at) * a.blocks.runs[r]
		n++
	}
	return 2 * sum / float64(n)
}

// margins takes the error from the seeds, and where they show none from the effects.
func (a *Analysis) margins(estimates []float64, cells float64) {
	level := a.Question.Level
	lenth := Lenth(estimates, level)
	if lenth.SE <= 1e-12*a.blocks.scale && lenth.Source == LenthPSE {
		lenth = Margin{Source: Exact, DF: lenth.DF}
	}
	if lenth.Source != NoMargin {
		a.Lenth = &lenth
	}
	a.Margin = lenth
	if v, known := a.blocks.variance(); known {
		a.Margin = newMargin(Replicates, 2*math.Sqrt(v/cells), a.blocks.df, len(estimates), level)
	}
	for i := range a.Effects {
		a.Effects[i].SE = a.Margin.SE
	}
}

// rank gives each effect its half-normal quantile.
func (a *Analysis) rank() {
	order := make([]int, len(a.Effects))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(math.Abs(a.Effects[i].Estimate), math.Abs(a.Effects[j].Estimate))
	})
	for place, i := range order {
		a.Effects[i].Quantile = halfNormal(place, len(order))
	}
}

// bend compares the corners with the centre.
func (a *Analysis) bend(corners []int) {
	var centre []float64
	for _, r := range a.blocks.counted {
		if !slices.Contains(corners, r) {
			centre = append(centre, a.blocks.runs[r])
		}
	}
	if len(centre) == 0 {
		return
	}
	c := &Curvature{Difference: a.Mean - mean(centre), P: 1}
	v, known := a.blocks.variance()
	v, c.DF = v/float64(len(a.Experiment.Seeds)), a.blocks.df
	if !known {
		v, c.DF = square(a.Margin.SE)*float64(len(corners))/4, a.Margin.DF
		if len(centre) > 1 {
			v, c.DF = sumSquares(centre)/float64(len(centre)-1), float64(len(centre)-1)
		}
	}
	c.SE = math.Sqrt(v * (1/float64(len(corners)) + 1/float64(len(centre))))
	switch {
	case c.SE > 0:
		c.P = twoSided(c.Difference/c.SE, c.DF)
	case a.Margin.Source == Exact && math.Abs(c.Difference) > 1e-10*a.blocks.scale:
		c.P = 0
	}
	c.Seen = c.P < 1-a.Question.Level
	a.Curvature = c
}

// sumSquares is that of the differences from the mean.
func sumSquares(xs []float64) float64 {
	m, sum := mean(xs), 0.0
	for _, x := range xs {
		sum += square(x - m)
	}
	return sum
}
