package good

import (
	"maps"
	"slices"
	"strings"
)

// Ranges over iterators of the standard library, which call the body with as much as it takes: what they give beyond that is not what
// the body captured.

//assay:pure
func chunks(s State, n int) (count, sum int) {
	for range slices.Chunk(s.List, max(1, n)) {
		count++
	}
	for c := range slices.Chunk(s.List, max(1, n)) {
		sum += len(c)
	}
	return count, sum
}

//assay:pure
func goesOver(s State, text string, rows [][]int, by map[string][]int) (n int) {
	for range slices.Values(rows) {
		n++
	}
	for row := range slices.Values(rows) {
		n += len(row)
	}
	for i := range slices.All(rows) {
		n += i
	}
	for _, row := range slices.Backward(rows) {
		n += len(row)
	}
	for range maps.Keys(by) {
		n++
	}
	for _, row := range maps.All(by) {
		n += len(row)
	}
	for range strings.SplitSeq(text, ",") {
		n++
	}
	return n
}

//assay:pure
func ownChunks(s State) []int {
	mine := slices.Clone(s.List)
	for c := range slices.Chunk(mine, 2) {
		if len(c) > 0 {
			c[0] = 1
		}
	}
	return mine
}
