// Package slicesinsert is bad: slices.Insert moves elements within the caller's storage where it has room (changes a parameter).
package slicesinsert

import "slices"

// Add puts key into the sorted list.
//
//assay:pure
func Add(sorted []int, key int) []int {
	at, found := slices.BinarySearch(sorted, key)
	if found {
		return sorted
	}
	return slices.Insert(sorted, at, key) // HERE
}
