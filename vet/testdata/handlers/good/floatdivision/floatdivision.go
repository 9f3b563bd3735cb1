// Package floatdivision is good: floating-point sums over a slice have an order, and the quotient has no product in it.
package floatdivision

import "github.com/assay-dev/assay/refine"

// Mean is the mean of the samples, or None of no samples.
//
//assay:pure
func Mean(samples []float64) refine.Option[float64] {
	if len(samples) == 0 {
		return refine.None[float64]()
	}
	sum := 0.0
	for _, sample := range samples {
		sum += sample
	}
	return refine.Some(sum / float64(len(samples)))
}
