// Package sets has helpers for sets.
package sets

import (
	"cmp"
	"maps"
	"slices"
)

// With is the set with one more element.
func With[K comparable](set map[K]bool, element K) map[K]bool {
	with := map[K]bool{element: true}
	for key, in := range set {
		if in {
			with[key] = true
		}
	}
	return with
}

// Sorted are the elements of the set in their order.
func Sorted[K cmp.Ordered](set map[K]bool) []K {
	return slices.Sorted(maps.Keys(set))
}
