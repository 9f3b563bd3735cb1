package doe

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Surface is a polynomial through the responses, in coded units.
type Surface struct {
	Order      int         `json:"order"` // 2 with interactions and squares, 1 without
	Intercept  float64     `json:"intercept"`
	R2         float64     `json:"r2"`          // the part of the differences between runs that it explains
	AdjustedR2 float64     `json:"adjusted_r2"` // less what as many terms explain by chance
	Misfit     *Misfit     `json:"misfit,omitempty"`
	Stationary *Stationary `json:"stationary,omitempty"`

	leftOver, leftDF float64 // the sum of squares between runs that the surface leaves over
	pure, pureDF     float64 // what repeated runs differ by
}

// Misfit compares what the surface leaves over with what chance does: a small P says that the system is not such a surface.
type Misfit struct {
	F float64 `json:"f"`
	P float64 `json:"p"`
}

const conditionMax = 1e8

// surface fits a polynomial to the means over the seeds, by QR.
func (a *Analysis) surface() error {
	d := &a.Experiment.Design
	a.Mean = a.blocks.mean
	terms, order := polynomial(d, len(a.blocks.counted))
	n, p := len(a.blocks.counted), len(terms)+1
	if n < p || n == p && a.blocks.df == 0 {
		return problem(fmt.Sprintf("%d different runs for a surface of %d terms, expected more runs than terms", n, p), "take more runs")
	}
	x, y := mat.NewDense(n, p, nil), mat.NewVecDense(n, nil)
	for i, r := range a.blocks.counted {
		x.Set(i, 0, 1)
		for j, t := range terms {
			x.Set(i, j+1, t.at(d.Runs[r]))
		}
		y.SetVec(i, a.blocks.runs[r])
	}
	var qr mat.QR
	qr.Factorize(x)
	if c := qr.Cond(); !(c < conditionMax) {
		return problem(fmt.Sprintf("the runs cannot tell the terms of a surface apart (condition %.2g, expected below %.0g)", c, conditionMax), "add a centre point, or more runs")
	}
	var beta mat.VecDense
	if err := qr.SolveVecTo(&beta, false, y); err != nil {
		return fmt.Errorf("doe: the surface could not be fitted: %w", err)
	}
	var inverse mat.Dense
	if err := inverse.Inverse(product2(x)); err != nil {
		return fmt.Errorf("doe: the surface could not be fitted: %w", err)
	}
	a.model = model{intercept: beta.AtVec(0), terms: terms, inverse: rows(&inverse), runs: n}
	for j := range terms {
		a.model.coefficients = append(a.model.coefficients, beta.AtVec(j+1))
	}
	a.Surface = &Surface{Order: order, Intercept: beta.AtVec(0)}
	a.residuals(p)
	a.coefficients()
	return nil
}

// product2 is the transpose of x times x.
func product2(x *mat.Dense) *mat.Dense {
	var xx mat.Dense
	xx.Mul(x.T(), x)
	return &xx
}

func rows(m *mat.Dense) [][]float64 {
	n, _ := m.Dims()
	all := make([][]float64, n)
	for i := range all {
		all[i] = mat.Row(nil, i, m)
	}
	return all
}

// spareRuns is how many runs more than terms a second-order surface should have in a Latin hypercube, which is not made for it.
const spareRuns = 3

func polynomial(d *Design, runs int) (terms []term, order int) {
	k := len(d.Factors)
	for i := range k {
		terms = append(terms, term{mask: 1 << i})
	}
	if second := 1 + 2*k + k*(k-1)/2; d.Kind == LatinHypercubeKind && runs < second+spareRuns {
		return terms, 1
	}
	for i := range k {
		for j := i + 1; j < k; j++ {
			terms = append(terms, term{mask: 1<<i | 1<<j})
		}
	}
	for i := range k {
		terms = append(terms, term{mask: 1 << i, square: true})
	}
	return terms, 2
}

// residuals takes the error from the seeds, or else from what the surface leaves over, and compares the two.
func (a *Analysis) residuals(p int) {
	s, b := a.Surface, a.blocks
	seeds, n := float64(len(b.seeds)), len(b.counted)
	all := 0.0
	for _, r := range b.counted {
		s.leftOver += seeds * square(b.runs[r]-a.model.predict(a.Experiment.Design.Runs[r]))
		all += seeds * square(b.runs[r]-b.mean)
	}
	s.leftDF = float64(n - p)
	if all > 0 {
		s.R2 = 1 - s.leftOver/all
		if s.leftDF > 0 {
			s.AdjustedR2 = 1 - s.leftOver/s.leftDF/(all/float64(n-1))
		}
	}
	v, known := b.variance()
	source, df := Replicates, b.df
	s.pure, s.pureDF = b.residual, b.df
	if !known {
		source, v, df = Residuals, 0, s.leftDF
		s.pure, s.pureDF = a.repetitions()
		if s.leftDF > 0 {
			v = s.leftOver / s.leftDF
		}
	}
	if lack, lackDF := a.lack(); lackDF > 0 && s.pureDF > 0 && s.pure > square(1e-12*b.scale) {
		f := lack / lackDF / (s.pure / s.pureDF)
		s.Misfit = &Misfit{F: f, P: beyond(f, lackDF, s.pureDF)}
	}
	a.model.noise = v / seeds
	if math.Sqrt(v) <= 1e-12*b.scale || df == 0 {
		a.model.noise, a.Margin = 0, Margin{Source: Exact}
		return
	}
	a.Margin = newMargin(source, 1, df, p-1, a.Question.Level)
}

// lack is what the surface leaves over beyond what repeated runs differ by.
func (a *Analysis) lack() (sum, df float64) {
	s := a.Surface
	if _, known := a.blocks.variance(); known {
		return s.leftOver, s.leftDF
	}
	return s.leftOver - s.pure, s.leftDF - s.pureDF
}

// repetitions is what runs at the same point differ by, where there is no other seed.
func (a *Analysis) repetitions() (sum, df float64) {
	groups := map[string][]float64{}
	var order []string
	for _, r := range a.blocks.counted {
		key := fmt.Sprint(a.Experiment.Design.Runs[r])
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], a.blocks.runs[r])
	}
	seeds := float64(len(a.blocks.seeds))
	for _, key := range order {
		sum += seeds * sumSquares(groups[key])
		df += float64(len(groups[key]) - 1)
	}
	return sum, df
}

// coefficients judges the terms.
func (a *Analysis) coefficients() {
	for j, t := range a.model.terms {
		e := Effect{Name: t.name(), Label: a.label(t), Factors: a.factorNames(t.mask), Estimate: a.model.coefficients[j], term: t}
		e.SE = math.Sqrt(a.model.inverse[j+1][j+1] * a.model.noise)
		e.SumSquares = float64(len(a.blocks.seeds)) * square(e.Estimate) / a.model.inverse[j+1][j+1]
		a.Effects = append(a.Effects, e)
	}
	a.judge(a.Effects)
}
