// Package mapsortties is bad: the names are sorted by their length alone, and names of one length stay in map order (map order, a sort with ties).
package mapsortties

import (
	"cmp"
	"slices"
)

// Shortest are the names, the shortest first.
//
//assay:pure
func Shortest(names map[string]bool) []string {
	var all []string
	for name := range names { // HERE
		all = append(all, name)
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	return all
}
