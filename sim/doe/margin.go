package doe

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Source is what shows what chance does.
type Source string

const (
	Replicates Source = "replicates" // the seeds: what each run does differently from seed to seed, less what all do
	LenthPSE   Source = "Lenth"      // the effects themselves, most of which are taken to be nothing
	Residuals  Source = "residuals"  // what a surface leaves over
	Exact      Source = "exact"      // nothing is left to chance: seeds make no difference, and most effects are nothing
	NoMargin   Source = "none"       // nothing shows it
)

// Margin is how large effects are by chance.
type Margin struct {
	Source Source  `json:"source"`
	SE     float64 `json:"se"`  // of an effect; of a surface, where each has its own, 1: margins are then in standard errors
	DF     float64 `json:"df"`  // degrees of freedom
	ME     float64 `json:"me"`  // a single effect is smaller, with the confidence of the question, if it is nothing
	SME    float64 `json:"sme"` // all effects together are
}

func newMargin(source Source, se, df float64, effects int, level float64) Margin {
	m := Margin{Source: source, SE: se, DF: df}
	if se > 0 {
		m.ME = se * quantile((1+level)/2, df)
		m.SME = se * quantile((1+math.Pow(level, 1/float64(effects)))/2, df)
	}
	return m
}

// Lenth is the margin of effects of which most are nothing, after R. V. Lenth, Quick and Easy Analysis of Unreplicated Factorials,
// Technometrics 31(4), 1989: SE is his pseudo standard error, with a third as many degrees of freedom as there are effects.
//
// Does not find: that most effects are something; the margin is then too wide.
func Lenth(effects []float64, level float64) Margin {
	if len(effects) < 3 {
		return Margin{Source: NoMargin}
	}
	sizes := make([]float64, len(effects))
	for i, e := range effects {
		sizes[i] = math.Abs(e)
	}
	slices.Sort(sizes)
	first := 1.5 * median(sizes)
	small := sizes[:0:0]
	for _, s := range sizes {
		if s < 2.5*first {
			small = append(small, s)
		}
	}
	if len(small) == 0 { // the median is 0, and so is the error
		return Margin{Source: Exact, DF: float64(len(effects)) / 3}
	}
	return newMargin(LenthPSE, 1.5*median(small), float64(len(effects))/3, len(effects), level)
}

func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func quantile(p, df float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(p)
}

// below is how often a value of Student's distribution is below t.
func below(t, df float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.CDF(t)
}

func twoSided(t, df float64) float64 { return min(1, 2*below(-math.Abs(t), df)) }

// beyond is how often a value of Fisher's distribution is beyond f.
func beyond(f, df1, df2 float64) float64 {
	if f <= 0 {
		return 1
	}
	return distuv.F{D1: df1, D2: df2}.Survival(f)
}

// halfNormal is the quantile that the i-th smallest of n sizes is drawn against.
func halfNormal(i, n int) float64 {
	return distuv.UnitNormal.Quantile(0.5 + 0.5*(float64(i)+0.5)/float64(n))
}
