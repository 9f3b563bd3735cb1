// Package rangeindex is good: two slices are read up to the shorter one's length.
package rangeindex

// Dot is the sum of the products.
//
//assay:pure
func Dot(a, b []int) int {
	n := min(len(a), len(b))
	sum := 0
	for i := 0; i < n; i++ {
		sum += a[i] * b[i]
	}
	return sum
}
