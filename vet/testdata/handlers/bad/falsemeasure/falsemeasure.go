// Package falsemeasure is bad: the declared measure stays as it is on one of the calls (unbounded recursion).
package falsemeasure

// Search counts how often it halves.
//
//assay:pure
//assay:decreases n
func Search(n, target int) int {
	if n <= 0 {
		return 0
	}
	if n > target {
		return 1 + Search(n/2, target)
	}
	return 1 + Search(n, max(n, target)) // HERE
}
