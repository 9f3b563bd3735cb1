package doe_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/sim/doe"
)

// filtration is Montgomery, Design and Analysis of Experiments, Table 6.10: temperature, pressure, concentration, stirring.
var filtration = []float64{45, 71, 48, 65, 68, 60, 80, 65, 43, 100, 45, 104, 75, 86, 70, 96}

// measured is an experiment from a book: the responses by run and block.
func measured(d doe.Design, responses ...[]float64) doe.Experiment {
	e := doe.Experiment{Design: d}
	for s := range responses {
		e.Seeds = append(e.Seeds, uint64(s+1))
	}
	for r := range d.Runs {
		var row []float64
		for _, block := range responses {
			row = append(row, block[r])
		}
		e.Responses = append(e.Responses, row)
	}
	return e
}

func near(t *testing.T, what string, have, want, within float64) {
	t.Helper()
	if !(math.Abs(have-want) <= within) {
		t.Errorf("%s is %v, expected %v", what, have, want)
	}
}

func effect(t *testing.T, a doe.Analysis, name string) doe.Effect {
	t.Helper()
	i := slices.IndexFunc(a.Effects, func(e doe.Effect) bool { return e.Name == name })
	if i < 0 {
		t.Fatalf("no effect %s", name)
	}
	return a.Effects[i]
}

func row(t *testing.T, a doe.Analysis, source string) doe.Row {
	t.Helper()
	i := slices.IndexFunc(a.ANOVA, func(r doe.Row) bool { return strings.HasPrefix(r.Source, source) })
	if i < 0 {
		t.Fatalf("no row %s in %v", source, a.ANOVA)
	}
	return a.ANOVA[i]
}

func TestFiltrationRate(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(4)))
	a := must[doe.Analysis](t)(measured(d, filtration).Analyze(doe.Question{Response: "filtration rate", Goal: doe.Maximize}))
	for name, want := range map[string]float64{"A": 21.625, "B": 3.125, "C": 9.875, "D": 14.625, "AB": 0.125, "AC": -18.125, "AD": 16.625,
		"BC": 2.375, "BD": -0.375, "CD": -1.125, "ABC": 1.875, "ABD": 4.125, "ACD": -1.625, "BCD": -2.625, "ABCD": 1.375} {
		near(t, name, effect(t, a, name).Estimate, want, 1e-9)
	}
	for name, want := range map[string]float64{"A": 1870.56, "B": 39.0625, "C": 390.062, "D": 855.563, "AC": 1314.06, "AD": 1105.56} { // Table 6.12
		near(t, "the sum of squares of "+name, effect(t, a, name).SumSquares, want, 0.01)
	}
	near(t, "the total", row(t, a, "total").SumSquares, 5730.94, 0.01)
	near(t, "the mean", a.Mean, 70.0625, 1e-9)
	// By hand: s0 = 1.5 × 2.625, below 2.5 s0 are ten effects with the median 1.75, times 1.5. Student's t with 5 degrees of freedom.
	if a.Lenth == nil || a.Margin.Source != doe.LenthPSE {
		t.Fatalf("margin %+v", a.Margin)
	}
	near(t, "Lenth's PSE", a.Lenth.SE, 2.625, 1e-9)
	near(t, "Lenth's margin", a.Lenth.ME, 2.5706*2.625, 1e-3)
	near(t, "Lenth's simultaneous margin", a.Lenth.SME, 5.2186*2.625, 1e-2)
	near(t, "the degrees of freedom", a.Lenth.DF, 5, 1e-9)
	if have := strings.Join(a.Active, ""); have != "acd" {
		t.Errorf("the active factors are %s, expected acd", have)
	}
	for name, want := range map[string]doe.Status{"A": doe.Active, "C": doe.Possible, "AC": doe.Active, "B": doe.Inert} {
		if have := effect(t, a, name).Status; have != want {
			t.Errorf("%s is %s, expected %s", name, have, want)
		}
	}
	// Temperature and stirring high, concentration low: 70.06 + 10.81 - 4.94 + 7.31 + 9.06 + 8.31.
	r := a.Recommendation
	near(t, "the prediction", r.Predicted, 100.625, 1e-9)
	if r.Verdict != doe.Unknown || !strings.Contains(r.Reason, "one seed") || fmt.Sprint(r.Settings) != "[{a 1 1} {c -1 -1} {d 1 1}]" || strings.Join(r.Free, "") != "b" {
		t.Errorf("recommendation %+v", r)
	}
	near(t, "what was measured there", *r.Measured, 102, 1e-9)
}

// Montgomery, Table 7.2: the chemical process of Table 7.1, a 2^2 in three blocks.
func TestAnalysisOfVarianceInBlocks(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(2)))
	e := measured(d, []float64{28, 36, 18, 31}, []float64{25, 32, 19, 30}, []float64{27, 32, 23, 29})
	a := must[doe.Analysis](t)(e.Analyze(doe.Question{}))
	for _, want := range []doe.Row{
		{Source: "seeds (blocks)", SumSquares: 6.50, DF: 2, MeanSquare: 3.25}, {Source: "A ", SumSquares: 208.33, DF: 1, MeanSquare: 208.33, F: 50.32, P: 0.0004},
		{Source: "B ", SumSquares: 75, DF: 1, MeanSquare: 75, F: 18.12, P: 0.0053}, {Source: "AB ", SumSquares: 8.33, DF: 1, MeanSquare: 8.33, F: 2.01, P: 0.2060},
		{Source: "error", SumSquares: 24.84, DF: 6, MeanSquare: 4.14}, {Source: "total", SumSquares: 323, DF: 11},
	} {
		have := row(t, a, want.Source)
		near(t, want.Source+": sum of squares", have.SumSquares, want.SumSquares, 0.01)
		near(t, want.Source+": degrees of freedom", have.DF, want.DF, 0)
		near(t, want.Source+": F", have.F, want.F, 0.02)
		near(t, want.Source+": p", have.P, want.P, 0.0005)
	}
	near(t, "the effect of A", effect(t, a, "A").Estimate, 8.33, 0.01)
	if a.Margin.Source != doe.Replicates || a.Recommendation.Verdict != "" || a.Question.Goal.String() != "describe" {
		t.Errorf("%+v %+v", a.Margin, a.Recommendation)
	}
}

// Montgomery, Table 11.6 and section 11.2: a central composite design with five centre points, in the order of the book's figures.
func TestResponseSurface(t *testing.T) {
	d := must[doe.Design](t)(doe.CentralComposite([]doe.Factor{{Name: "time", Low: 80, High: 90, Unit: "min"}, {Name: "temperature", Low: 170, High: 180, Unit: "°F"}}, doe.Rotatable, 5))
	yields := []float64{76.5, 78.0, 77.0, 79.5, 75.6, 78.4, 77.0, 78.5, 79.9, 80.3, 80.0, 79.7, 79.8}
	a := must[doe.Analysis](t)(measured(d, yields).Analyze(doe.Question{Response: "yield", Goal: doe.Maximize}))
	near(t, "the intercept", a.Surface.Intercept, 79.94, 0.005)
	for name, want := range map[string]float64{"A": 0.995, "B": 0.515, "AB": 0.25, "A²": -1.376, "B²": -1.001} {
		near(t, name, effect(t, a, name).Estimate, want, 0.001)
	}
	near(t, "the standard error of A", effect(t, a, "A").SE, 0.094, 0.001)
	near(t, "R²", a.Surface.R2, 0.9827, 0.0005)
	near(t, "adjusted R²", a.Surface.AdjustedR2, 0.9704, 0.0005)
	s := a.Surface.Stationary
	near(t, "the stationary time", s.Values[0], 86.95, 0.01)
	near(t, "the stationary temperature", s.Values[1], 176.53, 0.01)
	near(t, "the prediction there", s.Predicted, 80.21, 0.01)
	near(t, "an eigenvalue", s.Eigenvalues[0], -1.4141, 0.002)
	near(t, "an eigenvalue", s.Eigenvalues[1], -0.9634, 0.002)
	if s.Nature != "maximum" || !s.Inside {
		t.Errorf("%+v", s)
	}
	near(t, "the sum of squares left over", row(t, a, "error (left over)").SumSquares, 0.4962, 0.001) // the book has 1.414
	near(t, "that of repetitions", row(t, a, "  of it repetitions").SumSquares, 0.2120, 0.0005)
	near(t, "F of the misfit", a.Surface.Misfit.F, 1.78, 0.01)
	near(t, "the recommended time", a.Recommendation.Settings[0].Coded, 0.389, 0.001)
	near(t, "the recommended prediction", a.Recommendation.Predicted, 80.21, 0.01)
}

// The single tests of Lenth's method: most effects nothing, all nothing, too few.
func TestLenth(t *testing.T) {
	if m := doe.Lenth([]float64{1, 2}, 0.95); m.Source != doe.NoMargin {
		t.Errorf("%+v", m)
	}
	if m := doe.Lenth([]float64{0, 5, 0, 0, 0}, 0.95); m.Source != doe.Exact || m.ME != 0 {
		t.Errorf("%+v", m)
	}
	near(t, "the standard error of seven equal effects", doe.Lenth([]float64{1, -1, 1, 1, -1, 1, 1}, 0.95).SE, 1.5, 1e-12)
	near(t, "Lenth's factor for seven effects", doe.Lenth([]float64{1, 1, 1, 1, 1, 1, 1}, 0.95).ME/1.5, 3.764, 0.001) // his Table 1
	near(t, "his simultaneous factor", doe.Lenth([]float64{1, 1, 1, 1, 1, 1, 1}, 0.95).SME/1.5, 9.008, 0.001)
}
