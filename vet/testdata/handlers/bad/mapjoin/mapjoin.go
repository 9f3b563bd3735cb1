// Package mapjoin is bad: the values of a map are joined as they come (map order, maps.Values without sorting).
package mapjoin

import (
	"maps"
	"slices"
	"strings"
)

// Line is the row of a table.
//
//assay:pure
func Line(cells map[int]string) string {
	return strings.Join(slices.Collect(maps.Values(cells)), "\t") // HERE
}
