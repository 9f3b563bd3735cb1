// Package mapmax is good: the maximum of integers over a map is the same in every order.
package mapmax

import (
	"math"

	"github.com/assay-dev/assay/refine"
)

// Newest is the highest version, or None where there is none.
//
//assay:pure
func Newest(versions map[string]int) refine.Option[int] {
	if len(versions) == 0 {
		return refine.None[int]()
	}
	newest := math.MinInt
	for _, version := range versions {
		newest = max(newest, version)
	}
	return refine.Some(newest)
}
