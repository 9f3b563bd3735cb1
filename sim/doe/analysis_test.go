package doe_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/sim/doe"
)

func text(t *testing.T, a doe.Analysis) string {
	t.Helper()
	var b bytes.Buffer
	if err := a.Text(&b); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// A hill between the levels: corners alone see nothing, the centre does, and a surface finds its top.
func TestCurvatureIsSeenInTheCentre(t *testing.T) {
	hill := planted(func(p doe.Point) float64 {
		return 100 - 10*p.Coded[0]*p.Coded[0] + 3*p.Coded[0] - 10*p.Coded[1]*p.Coded[1]
	}, 10, 1)
	straight := planted(func(p doe.Point) float64 { return 100 + 3*p.Coded[0] }, 10, 1)
	corners := must[doe.Design](t)(doe.Full(lettered(2)))
	centre := must[doe.Design](t)(corners.WithCenter(1))
	if a := ask(t, corners, 5, doe.Question{Goal: doe.Maximize}, hill); a.Curvature != nil || !strings.Contains(text(t, a), "Centre points would show it") {
		t.Errorf("%+v\n%s", a.Curvature, text(t, a))
	}
	a := ask(t, centre, 5, doe.Question{Goal: doe.Maximize}, hill)
	if c := a.Curvature; c == nil || !c.Seen || math.Abs(c.Difference+20) > 3 || !strings.Contains(text(t, a), "A central composite design would find it") {
		t.Errorf("%+v", c)
	}
	near(t, "the sum of all rows but the total", sumOfRows(a), row(t, a, "total").SumSquares, 1e-6)
	if a := ask(t, centre, 5, doe.Question{Goal: doe.Maximize}, straight); a.Curvature.Seen || !strings.Contains(text(t, a), "none was seen") {
		t.Errorf("%+v", a.Curvature)
	}
	surface := must[doe.Design](t)(doe.CentralComposite(lettered(2), doe.FaceCentered, 1))
	a = ask(t, surface, 5, doe.Question{Goal: doe.Maximize}, hill)
	near(t, "the best a", a.Recommendation.Settings[0].Coded, 0.15, 0.05)
	if s := a.Surface.Stationary; s.Nature != "maximum" || a.Recommendation.Verdict != doe.Supported {
		t.Errorf("%+v %+v", s, a.Recommendation)
	}
}

func sumOfRows(a doe.Analysis) (sum float64) {
	for _, r := range a.ANOVA {
		if r.Source != "total" {
			sum += r.SumSquares
		}
	}
	return sum
}

// A simulation answers the same at the same point with the same seed, so repeated centre points are no measurements of their own.
func TestRepetitionsToTheBitCountOnce(t *testing.T) {
	response := planted(func(p doe.Point) float64 { return 3*p.Coded[0] - 4*p.Coded[1]*p.Coded[1] }, 5, 0)
	one := ask(t, must[doe.Design](t)(doe.CentralComposite(lettered(2), doe.Rotatable, 1)), 3, doe.Question{}, response)
	five := ask(t, must[doe.Design](t)(doe.CentralComposite(lettered(2), doe.Rotatable, 5)), 3, doe.Question{}, response)
	near(t, "B² of five", effect(t, five, "B²").Estimate, effect(t, one, "B²").Estimate, 1e-9)
	if five.Margin.DF != one.Margin.DF || !strings.Contains(text(t, five), "4 runs repeated another to the bit") {
		t.Errorf("%v and %v degrees of freedom\n%s", five.Margin.DF, one.Margin.DF, text(t, five))
	}
}

// Where seeds make no difference they show nothing: the error comes from the effects, and where these are nothing, nothing is chance.
func TestSeedsThatMakeNoDifference(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(3)))
	a := ask(t, d, 3, doe.Question{Goal: doe.Maximize}, planted(func(p doe.Point) float64 { return 7.1 + 2.3*p.Coded[1] }, 0, 0))
	if a.Margin.Source != doe.Exact || strings.Join(a.Active, "") != "b" || !strings.Contains(text(t, a), "did not depend on the seed") {
		t.Errorf("%+v %v\n%s", a.Margin, a.Active, text(t, a))
	}
	bumpy := func(p doe.Point) float64 { return 7 + 50*p.Coded[1] + float64(p.Run*p.Run%5) }
	if a := ask(t, d, 3, doe.Question{}, planted(bumpy, 0, 0)); a.Margin.Source != doe.LenthPSE || strings.Join(a.Active, "") != "b" {
		t.Errorf("%+v %v", a.Margin, a.Active)
	}
}

func TestTooLittleIsUnknown(t *testing.T) {
	one := must[doe.Design](t)(doe.Full(lettered(1)))
	a := ask(t, one, 1, doe.Question{Goal: doe.Minimize}, planted(func(p doe.Point) float64 { return 9 * p.Coded[0] }, 1, 1))
	if a.Margin.Source != doe.NoMargin || a.Effects[0].Status != doe.Unjudged || a.Recommendation.Verdict != doe.Unknown || !strings.Contains(text(t, a), "nothing shows what chance does") {
		t.Errorf("%+v\n%s", a.Recommendation, text(t, a))
	}
	if err := a.HTML(new(bytes.Buffer)); err != nil {
		t.Error(err)
	}
	nothing := ask(t, must[doe.Design](t)(doe.Full(lettered(3))), 2, doe.Question{Goal: doe.Minimize}, planted(func(doe.Point) float64 { return 9 }, 1, 1))
	if r := nothing.Recommendation; r.Verdict != doe.Unknown || len(r.Settings) > 0 || len(r.Free) != 3 || !strings.Contains(r.Reason, "no effect stood out") {
		t.Errorf("%+v", r)
	}
	for want, q := range map[string]doe.Question{"the level 95": {Level: 95}, "the goal 9": {Goal: 9}} {
		if _, err := a.Experiment.Analyze(q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error %v, expected %s", err, want)
		}
	}
	a.Experiment.Responses[0] = nil
	if _, err := a.Experiment.Analyze(doe.Question{}); err == nil || !strings.Contains(err.Error(), "run 0 has 0 responses") {
		t.Error(err)
	}
}

// Of AB and CD in a resolution IV design no main effect decides: what was run is right either way, and the rest is not known.
func TestInteractionsThatCannotBeRead(t *testing.T) {
	d := must[doe.Design](t)(doe.MinimumAberration(lettered(4), 8))
	truth := func(coded []float64) float64 { return 50 + 5*coded[2]*coded[3] }
	a := ask(t, d, 5, doe.Question{Goal: doe.Maximize}, planted(func(p doe.Point) float64 { return truth(p.Coded) }, 5, 1))
	r := a.Recommendation
	if len(a.Active) != 0 || r.Verdict != doe.Unknown || !strings.Contains(r.Reason, "AB is active and may be any of AB or CD") || len(r.Settings) != 4 {
		t.Fatalf("%v %+v", a.Active, r)
	}
	var at []float64
	for _, s := range r.Settings {
		at = append(at, s.Coded)
	}
	if truth(at) != 55 || math.Abs(r.Predicted-truth(at)) > 3 || !strings.Contains(text(t, a), "best of the combinations that were run") {
		t.Errorf("%v is predicted to be %.2f and is %.2f", at, r.Predicted, truth(at))
	}
}

// An interaction that a screening design has no column for appears in the columns without a factor.
func TestScreeningSaysThatThereAreInteractions(t *testing.T) {
	d := must[doe.Design](t)(doe.PlackettBurman(lettered(5), 12))
	a := ask(t, d, 5, doe.Question{Goal: doe.Maximize}, planted(func(p doe.Point) float64 { return 9*p.Coded[0] + 9*p.Coded[1] + 9*p.Coded[0]*p.Coded[1] }, 5, 1))
	if !strings.Contains(a.Recommendation.Reason, "a column without a factor is active") || a.Recommendation.Verdict != doe.Unknown {
		t.Errorf("%+v", a.Recommendation)
	}
	near(t, "the sum of all rows but the total", sumOfRows(a), row(t, a, "total").SumSquares, 1e-6)
}

func TestLatinHypercubeIsFitted(t *testing.T) {
	response := planted(func(p doe.Point) float64 { return 40 - 8*p.Coded[0] + 6*p.Coded[1]*p.Coded[1] }, 3, 0.5)
	many := ask(t, must[doe.Design](t)(doe.LatinHypercube(lettered(2), 20, 1, 50)), 3, doe.Question{Goal: doe.Minimize}, response)
	near(t, "A", effect(t, many, "A").Estimate, -8, 0.5)
	near(t, "B²", effect(t, many, "B²").Estimate, 6, 0.8)
	if s := many.Recommendation.Settings; many.Surface.Order != 2 || s[0].Coded != 1 || math.Abs(s[1].Coded) > 0.15 {
		t.Errorf("%+v", many.Recommendation)
	}
	few := ask(t, must[doe.Design](t)(doe.LatinHypercube(lettered(2), 7, 1, 50)), 3, doe.Question{Goal: doe.Minimize}, response)
	if m := few.Surface.Misfit; few.Surface.Order != 1 || m == nil || m.P > 0.01 || few.Recommendation.Verdict != doe.Unknown || !strings.Contains(text(t, few), "misses the runs by more than chance does") {
		t.Errorf("%+v %+v\n%s", few.Surface, few.Recommendation, text(t, few))
	}
	single := ask(t, must[doe.Design](t)(doe.LatinHypercube(lettered(2), 20, 1, 50)), 1, doe.Question{}, response)
	if single.Margin.Source != doe.Residuals || single.Margin.DF != 14 {
		t.Errorf("%+v", single.Margin)
	}
	tiny := must[doe.Design](t)(doe.LatinHypercube(lettered(2), 2, 1, 1))
	e := must[doe.Experiment](t)(doe.Run(t.Context(), tiny, []uint64{1}, response))
	if _, err := e.Analyze(doe.Question{}); err == nil || !strings.Contains(err.Error(), "2 different runs for a surface of 3 terms") {
		t.Error(err)
	}
	ring := must[doe.Design](t)(doe.CentralComposite(lettered(2), doe.Rotatable, 0)) // all points at the same distance
	e = must[doe.Experiment](t)(doe.Run(t.Context(), ring, []uint64{1, 2}, response))
	if _, err := e.Analyze(doe.Question{}); err == nil || !strings.Contains(err.Error(), "cannot tell the terms of a surface apart") {
		t.Error(err)
	}
}

// A saddle has no best point inside: the best lies on the edge of the region.
func TestSaddleIsBestAtAnEdge(t *testing.T) {
	d := must[doe.Design](t)(doe.CentralComposite(lettered(2), doe.FaceCentered, 1))
	a := ask(t, d, 4, doe.Question{Goal: doe.Minimize}, planted(func(p doe.Point) float64 { return 10*p.Coded[0]*p.Coded[1] + p.Coded[0] }, 1, 0.3))
	r := a.Recommendation
	if a.Surface.Stationary.Nature != "saddle" || r.Settings[0].Coded != -1 || r.Settings[1].Coded != 1 || r.Verdict != doe.Supported {
		t.Errorf("%+v %+v", a.Surface.Stationary, r)
	}
}

// What is active with replicates comes in the order of Pareto, and Šidák's correction never makes a chance smaller.
func TestEffectsAreOrdered(t *testing.T) {
	for name, a := range reports(t) {
		last := math.Inf(1)
		for _, e := range a.Effects {
			weight := math.Abs(e.Estimate)
			if a.Surface != nil {
				weight /= e.SE
			}
			if weight > last || e.Adjusted < e.P || e.P < 0 || e.Adjusted > 1 {
				t.Errorf("%s: %+v", name, e)
			}
			last = weight
		}
		if !slices.ContainsFunc(a.Limits, func(l string) bool { return strings.Contains(l, "outside these levels") }) {
			t.Errorf("%s: %q", name, a.Limits)
		}
	}
}

// The largest design is analyzed in seconds.
func TestTwelveFactors(t *testing.T) {
	d := must[doe.Design](t)(doe.Full(lettered(12)))
	started := time.Now()
	a := ask(t, d, 2, doe.Question{Goal: doe.Maximize}, planted(func(p doe.Point) float64 { return p.Coded[3] * p.Coded[11] }, 1, 1))
	if err := a.HTML(new(bytes.Buffer)); err != nil || len(a.Effects) != 4095 || a.Effects[0].Name != "DM" {
		t.Errorf("%v, %d effects, the largest %s", err, len(a.Effects), a.Effects[0].Name)
	}
	t.Logf("%v", time.Since(started))
}
