// Package mapsortearly is bad: the list is sorted before the range that fills it from the map (map order, appended without sorting).
package mapsortearly

import "slices"

// Everyone are the fixed members, then the guests.
//
//assay:pure
func Everyone(fixed []string, guests map[string]bool) []string {
	all := slices.Clone(fixed)
	slices.Sort(all)
	for guest := range guests { // HERE
		all = append(all, guest)
	}
	return all
}
