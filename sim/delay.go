package sim

import "math"

// DelayedGain is the gain below which a controller is stable that acts on a signal so many samples old: x[n+1] = x[n] - g·x[n-d] dies
// out only if g < 2 sin(π/(2(2d+1))) (Levin and May, A note on difference-delay equations, 1976). Controllers that share one signal and
// do not know of each other add their gains, so that each of two may have half of it.
func DelayedGain(samplesOld int) float64 {
	return 2 * math.Sin(math.Pi/(2*(2*float64(samplesOld)+1)))
}
