package doe

import "math"

const (
	plotWidth  = 760.0
	labelRunes = 34
)

// pareto draws effects as bars, the largest first, with the margins beyond which they count.
func (a *Analysis) pareto() string {
	const left, right, top, bar = 260.0, 80.0, 40.0, 22.0
	n := min(effectsShown, len(a.Effects))
	bottom := top + float64(n)*bar
	p := newPicture(plotWidth, bottom+44, "Pareto chart of effects")
	x := scale{0, max(a.weight(a.Effects[0]), a.Margin.SME*1.02), left, plotWidth - right}
	if x.high == 0 {
		x.high = 1
	}
	for _, v := range x.ticks(6) {
		p.line("grid", x.at(v), top, x.at(v), bottom)
		p.text("tick", "middle", x.at(v), bottom+16, number(v))
	}
	p.text("axis", "middle", (left+plotWidth-right)/2, bottom+34, a.weightName())
	for i, e := range a.Effects[:n] {
		y := top + float64(i)*bar
		name, label := a.shown(e)
		p.text("label", "end", left-8, y+15, clip(name+"  "+label, labelRunes))
		p.rect(string(e.Status), left, y+3, x.at(a.weight(e))-left, bar-6)
		p.text("value", "end", plotWidth-4, y+15, signed(e.Estimate))
	}
	a.marginLines(p, x, top, bottom)
	return p.String()
}

func (a *Analysis) weightName() string {
	if a.Surface != nil {
		return "size of the coefficient, in standard errors"
	}
	return "size of the effect on " + a.Question.named()
}

// marginLines draws the margins by which effects were judged and, where that was by the seeds, Lenth's beside them. Their names stand
// in a row above.
func (a *Analysis) marginLines(p *picture, x scale, top, bottom float64) {
	name := map[Source]string{LenthPSE: "Lenth's margin ", Replicates: "margin of one effect ", Residuals: "margin of one effect "}[a.Margin.Source]
	key := x.from
	vertical := func(class string, at float64, text string) {
		text += rounded(at, 3)
		p.line(class, key, top-22, key+22, top-22)
		p.text("note", "start", key+27, top-18, text)
		key += 44 + 6.2*float64(len(text))
		if at > x.low && at <= x.high {
			p.line(class, x.at(at), top-4, x.at(at), bottom)
		}
	}
	if a.Margin.SE > 0 {
		vertical("me", a.Margin.ME, name)
		vertical("sme", a.Margin.SME, "of all effects ")
	}
	if l := a.Lenth; l != nil && a.Margin.Source == Replicates && l.Source == LenthPSE {
		vertical("lenth", l.ME, "Lenth's ")
	}
}

// halfNormalPlot draws sizes against what they would be if all were chance: what is nothing lies on a line through the corner.
func (a *Analysis) halfNormalPlot() string {
	const left, right, top, bottom, height = 60.0, 60.0, 46.0, 370.0, 414.0
	p := newPicture(plotWidth, height, "Half-normal plot of effects")
	x := scale{0, math.Abs(a.Effects[0].Estimate) * 1.06, left, plotWidth - right}
	y := scale{0, halfNormal(len(a.Effects)-1, len(a.Effects)) * 1.08, bottom, top}
	if x.high == 0 {
		x.high = 1
	}
	for _, v := range x.ticks(7) {
		p.line("grid", x.at(v), top, x.at(v), bottom)
		p.text("tick", "middle", x.at(v), bottom+16, number(v))
	}
	for _, v := range y.ticks(5) {
		p.line("grid", left, y.at(v), plotWidth-right, y.at(v))
		p.text("tick", "end", left-6, y.at(v)+4, number(v))
	}
	p.text("axis", "middle", (left+plotWidth-right)/2, height-8, a.weightName())
	p.printf(`<text class="axis" text-anchor="middle" transform="translate(16 %s) rotate(-90)">half-normal quantile</text>`+"\n", px((top+bottom)/2))
	if a.Lenth != nil && a.Lenth.SE > 0 {
		end := min(y.high, x.high/a.Lenth.SE)
		p.line("chance", x.at(0), y.at(0), x.at(end*a.Lenth.SE), y.at(end))
	}
	a.marginLines(p, x, top, bottom)
	for i := len(a.Effects) - 1; i >= 0; i-- {
		e := a.Effects[i]
		cx, cy := x.at(math.Abs(e.Estimate)), y.at(e.Quantile)
		p.dot(string(e.Status), cx, cy, 4)
		if e.Status == Active || e.Status == Possible {
			name, _ := a.shown(e)
			anchor, shift := "start", 8.0
			if cx > x.to-70 {
				anchor, shift = "end", -8
			}
			p.text("label", anchor, cx+shift, cy-5, clip(name, 14))
		}
	}
	return p.String()
}

// shown is how an effect is called: as what it was read, where it has aliases.
func (a *Analysis) shown(e Effect) (name, label string) {
	if e.Reading == "" && e.order() > 2 {
		return e.Name, "" // three names are too long for a line, and rarely matter
	}
	if e.Reading == "" {
		return e.Name, e.Label
	}
	return e.Reading, a.label(term{mask: e.read.mask})
}
