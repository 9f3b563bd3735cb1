// Package fusedgeneric is bad: a generic helper multiplies and adds, and is called with float32 (floating point).
package fusedgeneric

type number interface{ ~int | ~float32 }

func axpy[N number](a, x, y N) N {
	return a*x + y // HERE
}

// Blend moves the old value towards the new one.
//
//assay:pure
func Blend(before, after, rate float32) float32 {
	return axpy(rate, after-before, before)
}
