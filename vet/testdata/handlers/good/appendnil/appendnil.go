// Package appendnil is good: the copy is made by appending to a nil slice, and is then sorted in place.
package appendnil

import (
	"sort"

	"github.com/assay-dev/assay/refine"
)

// Median is the middle one of the samples, or None of no samples.
//
//assay:pure
func Median(samples []int) refine.Option[int] {
	sorted := append([]int(nil), samples...)
	sort.Ints(sorted)
	if len(sorted) == 0 {
		return refine.None[int]()
	}
	return refine.Some(sorted[len(sorted)/2])
}
