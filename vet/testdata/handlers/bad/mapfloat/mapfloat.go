// Package mapfloat is bad: floating-point addition is not associative, and the sum is in map order (map order, a float sum).
package mapfloat

// Total is the sum of all weights.
//
//assay:pure
func Total(weights map[string]float64) float64 {
	total := 0.0
	for _, w := range weights { // HERE
		total += w
	}
	return total
}
