package good

import (
	"cmp"
	"maps"
	"slices"
	"sort"
)

//assay:pure
func invertsSorted(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes {
		by[v] = append(by[v], k)
	}
	for _, keys := range by {
		slices.Sort(keys)
	}
	return by
}

//assay:pure
func invertsSortedByKey(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes {
		by[v] = append(by[v], k)
	}
	if len(by) > 0 {
		for v := range by {
			sort.Strings(by[v])
		}
	}
	return by
}

//assay:pure
func deletesItself(s State) int {
	left, n := maps.Clone(s.Votes), 0
	for k := range left {
		if len(k) > 1 {
			delete(left, k)
		}
		n++
	}
	for k := range maps.Keys(left) {
		delete(left, k)
		n++
	}
	return n
}

//assay:pure
func sortedWhole(s State) []string {
	return slices.SortedFunc(maps.Keys(s.Votes), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
}
