package doe

import (
	"math"
	"slices"
)

// Small panels beside each other share the scale of the response.
const (
	panelWidth  = 150.0
	panelHeight = 150.0
	panelLeft   = 60.0 // for the ticks of the first in a row
	panelsInRow = 4
	panelsMax   = 12
	panelTitle  = 19 // runes
)

// curve is the mean response for levels of one factor, as far as it is known.
type curve struct{ coded, y []float64 }

// curve follows the factor i where some others are held: from the means of a two-level design, or along a surface with the rest in
// the middle.
func (a *Analysis) curve(i int, held map[int]float64) curve {
	if a.Surface == nil {
		c := curve{coded: []float64{-1, 1}}
		for _, level := range c.coded {
			c.y = append(c.y, a.cell(i, level, held))
		}
		return c
	}
	var c curve
	for step := range 21 {
		at := make([]float64, len(a.Experiment.Design.Factors))
		for j, level := range held {
			at[j] = level
		}
		at[i] = float64(step)/10 - 1
		c.coded, c.y = append(c.coded, at[i]), append(c.y, a.model.predict(at))
	}
	return c
}

// cell is the mean of the runs with these levels. In a fraction with few runs there may be none of them; the mean effects stand in.
func (a *Analysis) cell(i int, level float64, held map[int]float64) float64 {
	var ys []float64
	for r, coded := range a.Experiment.Design.Runs {
		fits := coded[i] == level
		for j, other := range held {
			fits = fits && coded[j] == other
		}
		if fits {
			ys = append(ys, a.blocks.runs[r])
		}
	}
	if len(ys) > 0 {
		return mean(ys)
	}
	y := a.Mean + level*a.main(i)/2
	for j, other := range held {
		y += other * a.main(j) / 2
	}
	return y
}

type panel struct {
	title  string
	factor Factor
	curves []curve
	names  []string // of the curves
	strong bool
}

func (a *Analysis) mainPanels() string {
	var all []panel
	for _, i := range a.byWeight() {
		f := a.Experiment.Design.Factors[i]
		all = append(all, panel{title: letter(i) + "  " + f.Name, factor: f, curves: []curve{a.curve(i, nil)}, strong: slices.Contains(a.Active, f.Name)})
	}
	half := a.Margin.ME / 2
	if a.Surface != nil {
		half = 0
	}
	return a.panels("Main effects", all[:min(panelsMax, len(all))], half)
}

// byWeight lists the factors, those with the largest main effects first.
func (a *Analysis) byWeight() []int {
	var all []int
	for _, e := range a.Effects {
		if e.order() == 1 && !e.square {
			all = append(all, factorsOf(e.mask)[0])
		}
	}
	return all
}

// pairs lists the two-factor interactions that are drawn, the largest first. Where the design does not estimate them there are none.
func (a *Analysis) pairs() (all []Effect) {
	for _, e := range a.Effects {
		t := e.term
		if e.read.mask != 0 {
			t.mask = e.read.mask
		}
		if t.order() == 2 && len(all) < panelsMax {
			e.term = t
			all = append(all, e)
		}
	}
	return all
}

func (a *Analysis) interactionPanels() string {
	var all []panel
	for _, e := range a.pairs() {
		f := factorsOf(e.mask)
		first, second := a.Experiment.Design.Factors[f[0]], a.Experiment.Design.Factors[f[1]]
		all = append(all, panel{title: effectName(e.mask) + "  " + first.Name + " × " + second.Name, factor: first, strong: e.Status == Active,
			curves: []curve{a.curve(f[0], map[int]float64{f[1]: -1}), a.curve(f[0], map[int]float64{f[1]: 1})},
			names:  []string{second.At(-1), second.At(1)}})
	}
	return a.panels("Interactions", all, 0)
}

// panels draws them in rows. half is what the mean at one level may be off.
func (a *Analysis) panels(title string, all []panel, half float64) string {
	y := scale{low: a.Mean, high: a.Mean}
	for _, p := range all {
		for _, c := range p.curves {
			y.low, y.high = min(y.low, slices.Min(c.y)-half), max(y.high, slices.Max(c.y)+half)
		}
	}
	y = y.wider(0.08)
	rows := (len(all) + panelsInRow - 1) / panelsInRow
	const pitchX = panelWidth + 22
	pitchY := panelHeight + 50.0
	if len(all) > 0 && all[0].names != nil {
		pitchY += 16
	}
	p := newPicture(plotWidth, float64(rows)*pitchY+8, title)
	for i, one := range all {
		left, top := panelLeft+float64(i%panelsInRow)*pitchX, 24+float64(i/panelsInRow)*pitchY
		y.from, y.to = top+panelHeight, top
		a.panel(p, one, left, y, half, i%panelsInRow == 0)
	}
	return p.String()
}

func (a *Analysis) panel(p *picture, one panel, left float64, y scale, half float64, ticks bool) {
	x := scale{-1, 1, left + 22, left + panelWidth - 22}
	frame := "frame"
	if one.strong {
		frame = "frame strong"
	}
	p.rect(frame, left, y.to, panelWidth, panelHeight)
	p.text("title", "start", left, y.to-7, clip(one.title, panelTitle))
	for _, v := range y.ticks(4) {
		p.line("grid", left, y.at(v), left+panelWidth, y.at(v))
		if ticks {
			p.text("tick", "end", left-5, y.at(v)+4, number(v))
		}
	}
	p.line("mean", left, y.at(a.Mean), left+panelWidth, y.at(a.Mean))
	for n, c := range one.curves {
		class := []string{"low", "high"}[n%2]
		if len(one.curves) == 1 {
			class = "single"
		}
		a.curveLine(p, c, class, x, y, half)
	}
	p.text("tick", "middle", x.at(-1), y.from+15, clip(one.factor.At(-1), 11))
	p.text("tick", "middle", x.at(1), y.from+15, clip(one.factor.At(1), 11))
	for n, name := range one.names {
		at := left + float64(n)*panelWidth/2
		p.line([]string{"curve low", "curve high"}[n], at, y.from+27, at+14, y.from+27)
		p.text("tick", "start", at+18, y.from+31, clip(name, 9))
	}
}

func (a *Analysis) curveLine(p *picture, c curve, class string, x, y scale, half float64) {
	xs, ys := make([]float64, len(c.coded)), make([]float64, len(c.y))
	for i := range c.coded {
		xs[i], ys[i] = x.at(c.coded[i]), y.at(c.y[i])
	}
	p.path("curve "+class, xs, ys)
	for i := range xs {
		if math.Abs(c.coded[i]) != 1 {
			continue
		}
		if half > 0 {
			p.line("error", xs[i], y.at(c.y[i]-half), xs[i], y.at(c.y[i]+half))
		}
		p.dot("end "+class, xs[i], ys[i], 3.5)
	}
}
