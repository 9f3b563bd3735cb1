package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Dist is how long something takes: a distribution of durations. The zero Dist is no time at all.
type Dist struct {
	kind  distKind
	a, b  float64 // in nanoseconds, by kind
	parts []Part
	draws []time.Duration
}

type distKind uint8

const (
	distExactly distKind = iota
	distExponential
	distUniform
	distLogNormal
	distMix
	distRecorded
)

// Part is one of the distributions that Mix draws from, Weight times out of the sum of weights.
type Part struct {
	Weight float64
	Of     Dist
}

// Exactly is always d.
func Exactly(d time.Duration) Dist { return Dist{kind: distExactly, a: float64(d)} }

// Exponential has a mean and no memory: what queueing theory calls M.
func Exponential(mean time.Duration) Dist { return Dist{kind: distExponential, a: float64(mean)} }

// PerSecond is the exponential distribution of a server that does so many a second when it is busy.
func PerSecond(rate float64) Dist {
	return Dist{kind: distExponential, a: float64(time.Second) / rate}
}

// Uniform is anything from low to high, alike.
func Uniform(low, high time.Duration) Dist {
	return Dist{kind: distUniform, a: float64(low), b: float64(high)}
}

// LogNormal is skewed to the right, as latencies are: half lie below the median, 99 of 100 below p99.
func LogNormal(median, p99 time.Duration) Dist {
	const z99 = 2.3263478740408408 // the standard normal distribution is below it 99 times of 100
	return Dist{kind: distLogNormal, a: math.Log(float64(median)), b: math.Log(float64(p99)/float64(median)) / z99}
}

// Mix draws from one of its parts: Mix(Part{99, Exactly(ms)}, Part{1, Exactly(100 * ms)}).
func Mix(parts ...Part) Dist { return Dist{kind: distMix, parts: parts} }

// Recorded draws one of the durations that were measured.
func Recorded(draws ...time.Duration) Dist {
	return Dist{kind: distRecorded, draws: slices.Clone(draws)}
}

// Mean is the expected duration.
func (d Dist) Mean() time.Duration { return time.Duration(d.mean()) }

// mean is the same in nanoseconds and parts of one.
func (d Dist) mean() float64 {
	switch d.kind {
	case distUniform:
		return (d.a + d.b) / 2
	case distLogNormal:
		return math.Exp(d.a + d.b*d.b/2)
	case distMix:
		sum, weights := 0.0, 0.0
		for _, p := range d.parts {
			sum, weights = sum+p.Weight*p.Of.mean(), weights+p.Weight
		}
		return sum / weights
	case distRecorded:
		sum := 0.0
		for _, draw := range d.draws {
			sum += float64(draw)
		}
		return sum / float64(len(d.draws))
	}
	return d.a
}

// sample draws one, in nanoseconds.
func (d *Dist) sample(r *rand.Rand) int64 {
	switch d.kind {
	case distExponential:
		return int64(r.ExpFloat64() * d.a)
	case distUniform:
		return int64(d.a + r.Float64()*(d.b-d.a))
	case distLogNormal:
		return int64(math.Exp(d.a + d.b*r.NormFloat64()))
	case distMix:
		return d.samplePart(r)
	case distRecorded:
		return int64(d.draws[r.IntN(len(d.draws))])
	}
	return int64(d.a)
}

func (d *Dist) samplePart(r *rand.Rand) int64 {
	weights := 0.0
	for i := range d.parts {
		weights += d.parts[i].Weight
	}
	at := r.Float64() * weights
	last := len(d.parts) - 1
	for i := range d.parts[:last] {
		if at -= d.parts[i].Weight; at < 0 {
			return d.parts[i].Of.sample(r)
		}
	}
	return d.parts[last].Of.sample(r)
}

// none says that it takes no time, ever.
func (d *Dist) none() bool { return d.kind == distExactly && d.a == 0 }

// wrong is what is the matter with a distribution, or "".
func (d Dist) wrong() string {
	switch {
	case d.kind == distMix && len(d.parts) == 0:
		return "a Mix of nothing"
	case d.kind == distRecorded && len(d.draws) == 0:
		return "Recorded with no duration"
	case d.kind == distUniform && d.b < d.a:
		return fmt.Sprintf("%v: the low end is above the high end", d)
	case math.IsNaN(d.a) || math.IsInf(d.a, 0) || math.IsNaN(d.b) || math.IsInf(d.b, 0):
		return "a rate, median or p99 of 0"
	case d.kind != distLogNormal && (d.a < 0 || d.b < 0), d.kind == distLogNormal && d.b < 0:
		return fmt.Sprintf("%v: a duration below 0", d)
	}
	sum := 0.0
	for _, p := range d.parts {
		if p.Weight < 0 {
			return fmt.Sprintf("%v: a weight below 0", d)
		}
		if w := p.Of.wrong(); w != "" {
			return w
		}
		sum += p.Weight
	}
	if d.kind == distMix && sum == 0 {
		return fmt.Sprintf("%v: all weights are 0", d)
	}
	for _, draw := range d.draws {
		if draw < 0 {
			return "Recorded with a duration below 0"
		}
	}
	return ""
}

// String is the distribution in words: "exponential, mean 3.3ms".
func (d Dist) String() string {
	a, b := time.Duration(d.a), time.Duration(d.b)
	switch d.kind {
	case distExponential:
		return fmt.Sprintf("exponential, mean %v", a)
	case distUniform:
		return fmt.Sprintf("uniform from %v to %v", a, b)
	case distLogNormal:
		median := time.Duration(math.Exp(d.a))
		return fmt.Sprintf("log-normal, median %v, p99 %v", median.Round(time.Microsecond), time.Duration(math.Exp(d.a+2.3263478740408408*d.b)).Round(time.Microsecond))
	case distRecorded:
		return fmt.Sprintf("one of %d recorded, mean %v", len(d.draws), d.Mean())
	case distMix:
		text := "mix of"
		for i, p := range d.parts {
			if i > 0 {
				text += ";"
			}
			text += fmt.Sprintf(" %g times %v", p.Weight, p.Of)
		}
		return text
	}
	return fmt.Sprintf("exactly %v", a)
}
