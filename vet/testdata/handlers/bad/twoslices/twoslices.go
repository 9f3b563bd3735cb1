// Package twoslices is bad: the range is over one slice, and the index is used in another (may panic, index).
package twoslices

// Dot is the sum of the products.
//
//assay:pure
func Dot(a, b []int) int {
	sum := 0
	for i := range a {
		sum += a[i] * b[i] // HERE
	}
	return sum
}
