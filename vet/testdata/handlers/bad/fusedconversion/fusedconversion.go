// Package fusedconversion is bad: the factor is converted to float64 and the product is not (floating point).
package fusedconversion

type Share struct {
	Count  int
	Weight float64
}

// Score is the weighted sum.
//
//assay:pure
func Score(shares []Share) float64 {
	score := 0.0
	for _, share := range shares {
		score += float64(share.Count) * share.Weight // HERE
	}
	return score
}
