// Package fusedacross is bad: the product is held in a variable, and the compiler may fuse it with the sum all the same (floating point).
package fusedacross

// Line is the value of a straight line at x.
//
//assay:pure
func Line(slope, offset, x float64) float64 {
	rise := slope * x // HERE
	return rise + offset
}
