// Package mapwrongsort is bad: two lists are collected in one range, and only one of them is sorted (map order, appended without sorting).
package mapwrongsort

import "sort"

// Columns are the names and the widths of a table.
//
//assay:pure
func Columns(widths map[string]int) ([]string, []int) {
	names := make([]string, 0, len(widths))
	sizes := make([]int, 0, len(widths))
	for name, width := range widths { // HERE
		names = append(names, name)
		sizes = append(sizes, width)
	}
	sort.Strings(names)
	return names, sizes
}
