package bad

import (
	"maps"
	"slices"
)

// --- lists within a map

//assay:pure
func invertsUnsorted(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	return by
}

//assay:pure
func invertsSortsOne(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	for _, keys := range by {
		slices.Sort(keys)
		break
	}
	return by
}

//assay:pure
func invertsSortsSome(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	for v, keys := range by {
		if v > 3 {
			slices.Sort(keys)
		}
	}
	return by
}

//assay:pure
func invertsSortsIf(s State, sorted bool) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	if sorted {
		for _, keys := range by {
			slices.Sort(keys)
		}
	}
	return by
}

//assay:pure
func invertsSortsByLength(s State) map[int][]string {
	by := map[int][]string{}
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	for _, keys := range by {
		slices.SortFunc(keys, func(a, b string) int { return len(a) - len(b) })
	}
	return by
}

//assay:pure
func invertsReadsFirst(s State) (map[int][]string, string) {
	by, first := map[int][]string{}, ""
	for k, v := range s.Votes { // want "ranges over a map and appends without sorting"
		by[v] = append(by[v], k)
	}
	if keys := by[1]; len(keys) > 0 {
		first = keys[0]
	}
	for _, keys := range by {
		slices.Sort(keys)
	}
	return by, first
}

//assay:pure
func sortedByLength(s State) []string {
	return slices.SortedFunc(maps.Keys(s.Votes), func(a, b string) int { return len(a) - len(b) }) // want "goes over a map"
}

//assay:pure
func deletesOthers(s State) (n int) {
	left := maps.Clone(s.Votes)
	for k := range left { // want "ranges over a map and deletes others of its keys"
		delete(left, k+"x")
		n++
	}
	return n
}
