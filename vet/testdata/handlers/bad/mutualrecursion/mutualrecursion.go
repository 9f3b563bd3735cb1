// Package mutualrecursion is bad: two functions call each other without a measure, and never end for a negative number (unbounded recursion).
package mutualrecursion

// Even says whether n is even.
//
//assay:pure
func Even(n int) bool {
	if n == 0 {
		return true
	}
	return odd(n - 1) // HERE
}

func odd(n int) bool {
	if n == 0 {
		return false
	}
	return Even(n - 1) // HERE
}
