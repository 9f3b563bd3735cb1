// Package gcd is good: Euclid's algorithm as a recursion, with the remainder as its measure.
package gcd

// GCD is the greatest common divisor.
//
//assay:pure
//assay:decreases b
func GCD(a, b uint) uint {
	if b == 0 {
		return a
	}
	return GCD(b, a%b)
}
