package doe

import (
	"math"
	"slices"
)

// blocks are the measurements, taken apart into what the run, the seed and chance contribute.
type blocks struct {
	counted  []int // runs that count: a repetition that answers the same to the bit for every seed is the same run
	repeated int   // those that do not
	runs     []float64
	seeds    []float64 // means by seed
	mean     float64
	total    float64 // sums of squares
	between  float64 // of seeds
	residual float64 // of runs and seeds together
	df       float64 // of the residual
	scale    float64 // the largest measurement, against which rounding is held
}

func inBlocks(e Experiment) blocks {
	b := blocks{runs: make([]float64, len(e.Responses)), seeds: make([]float64, len(e.Seeds))}
	for r := range e.Responses {
		b.runs[r] = mean(e.Responses[r])
		same := func(q int) bool {
			return slices.Equal(e.Design.Runs[q], e.Design.Runs[r]) && slices.Equal(e.Responses[q], e.Responses[r])
		}
		if slices.ContainsFunc(b.counted, same) {
			b.repeated++
		} else {
			b.counted = append(b.counted, r)
		}
	}
	for s := range e.Seeds {
		for _, r := range b.counted {
			b.seeds[s] += e.Responses[r][s] / float64(len(b.counted))
			b.scale = max(b.scale, math.Abs(e.Responses[r][s]))
		}
	}
	b.mean = mean(b.seeds)
	for s := range e.Seeds {
		b.between += float64(len(b.counted)) * square(b.seeds[s]-b.mean)
		for _, r := range b.counted {
			b.total += square(e.Responses[r][s] - b.mean)
			b.residual += square(e.Responses[r][s] - b.runs[r] - b.seeds[s] + b.mean)
		}
	}
	b.df = float64((len(b.counted) - 1) * (len(e.Seeds) - 1))
	return b
}

// variance is that of a single measurement after runs and seeds are taken out; nothing is known of it with one seed, or where every
// seed answers the same.
func (b blocks) variance() (v float64, known bool) {
	if b.df == 0 {
		return 0, false
	}
	v = b.residual / b.df
	return v, math.Sqrt(v) > 1e-12*b.scale
}

// meanVariance is that of the mean over all runs, from seed to seed.
func (b blocks) meanVariance() (v, df float64) {
	n := float64(len(b.seeds))
	if n < 2 {
		return 0, 0
	}
	sum := 0.0
	for _, s := range b.seeds {
		sum += square(s - b.mean)
	}
	return sum / (n - 1) / n, n - 1
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

func square(x float64) float64 { return x * x }
