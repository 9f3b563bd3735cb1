package bad

import (
	"maps"
	"slices"
	"sort"
)

// Arguments that are written where they are.

//assay:pure
func writesElement(s State) State {
	s.List[0] = 1 // want "writesElement writes s.List, which is not its own"
	return s
}

//assay:pure
func writesLast(s State) State {
	s.List[len(s.List)-1]++ // want "writes s.List"
	return s
}

//assay:pure
func writesMap(s State) State {
	s.Map["a"] = 1 // want "writes s.Map, which is not its own"
	return s
}

//assay:pure
func deletes(s State) State {
	delete(s.Map, "a") // want "deletes from s.Map"
	return s
}

//assay:pure
func clears(s State) State {
	clear(s.List) // want "clears s.List"
	return s
}

//assay:pure
func writesPointer(s State) State {
	s.Ptr.N = 1 // want "writes s.Ptr.N"
	return s
}

//assay:pure
func writesPointerInMap(s State) State {
	s.ByKey["k"].N++ // want "writes s.ByKey"
	return s
}

//assay:pure
func writesPointerInSlice(s State) State {
	s.Nodes[0].N++ // want "writes s.Nodes"
	return s
}

//assay:pure
func writesPointerInArray(s State) State {
	s.Array[1].N++ // want "writes s.Array"
	return s
}

//assay:pure
func writesRow(s State) State {
	s.Rows[1][0] = 9 // want "writes s.Rows"
	return s
}

//assay:pure
func writesDeep(s State) State {
	s.Deep["k"][0] = 9 // want "writes s.Deep"
	return s
}

//assay:pure
func writesBehindInterface(s State) State {
	s.Any.([]int)[0] = 9 // want "writes s.Any"
	return s
}

//assay:pure
func sorts(s State) State {
	slices.Sort(s.List) // want "sorts s.List"
	return s
}

//assay:pure
func sortsOld(s State) State {
	sort.Strings(s.Names) // want "sorts s.Names"
	return s
}

//assay:pure
func sortsFunc(s State) State {
	sort.Slice(s.Nodes, func(i, j int) bool { return s.Nodes[i].N < s.Nodes[j].N }) // want "s.Nodes"
	return s
}

type byName []string

func (b byName) Len() int           { return len(b) }
func (b byName) Less(i, j int) bool { return b[i] < b[j] }
func (b byName) Swap(i, j int)      { b[i], b[j] = b[j], b[i] } // want "sortsInterface calls Swap, which writes s.Names"

//assay:pure
func sortsInterface(s State) State {
	sort.Sort(byName(s.Names))
	return s
}

//assay:pure
func reverses(s State) State {
	slices.Reverse(s.List) // want "reverses s.List"
	return s
}

//assay:pure
func copies(s State) State {
	copy(s.List[1:], s.List) // want "copies into s.List"
	return s
}

//assay:pure
func appends(s State) State {
	s.List = append(s.List, 1) // want "appends to s.List, which is not its own"
	return s
}

//assay:pure
func appendsToPart(s State) State {
	s.List = append(s.List[:1], s.List[2:]...) // want "appends to s.List"
	return s
}

//assay:pure
func appendsNested(s State) State {
	s.Deep = maps.Clone(s.Deep)
	s.Deep["k"] = append(s.Deep["k"], 1) // want "appends to s.Deep"
	return s
}

//assay:pure
func filtersInPlace(s State) State {
	kept := s.List[:0]
	for _, n := range s.List {
		if n > 0 {
			kept = append(kept, n) // want "appends to s.List"
		}
	}
	s.List = kept
	return s
}

//assay:pure
func deletesInPlace(s State) State {
	s.List = slices.Delete(s.List, 0, 1) // want "changes s.List"
	return s
}

//assay:pure
func insertsInPlace(s State) State {
	s.List = slices.Insert(s.List, 0, 1) // want "changes s.List"
	return s
}

//assay:pure
func copiesMap(s State, more map[string]int) State {
	maps.Copy(s.Map, more) // want "changes s.Map"
	return s
}

//assay:pure
func shallow(s State) State {
	c := s
	c.Map["a"] = 1 // want "writes s.Map"
	return c
}

//assay:pure
func shallowPointer(s *State) *State {
	c := *s
	c.Map["a"] = 1 // want "writes s.Map"
	return &c
}

//assay:pure
func writesThroughPointer(s *State) {
	s.N = 1 // want "writes s.N, which is not its own"
}

//assay:pure
func clonesOneLevel(s State) State {
	s.Nodes = slices.Clone(s.Nodes)
	s.Nodes[0].N = 1 // want "writes s.Nodes"
	return s
}

//assay:pure
func clonesSometimes(s State, fresh bool) State {
	if fresh {
		s.Map = maps.Clone(s.Map)
	}
	s.Map["a"] = 1 // want "writes s.Map"
	return s
}

//assay:pure
func rangesPointers(s State) State {
	for _, n := range s.Nodes {
		n.N = 0 // want "writes s.Nodes"
	}
	return s
}

//assay:pure
func rangesIterator(s State) State {
	for _, n := range slices.All(s.Nodes) {
		n.N = 0 // want "writes s.Nodes"
	}
	return s
}

//assay:pure
func chunkWrites(s State) State {
	for c := range slices.Chunk(s.List, 2) {
		if len(c) > 0 {
			c[0] = 1 // want "chunkWrites writes s.List"
		}
	}
	return s
}

//assay:pure
func valueWrites(s State) State {
	for row := range slices.Values(s.Rows) {
		clear(row) // want "valueWrites clears s.Rows"
	}
	return s
}
