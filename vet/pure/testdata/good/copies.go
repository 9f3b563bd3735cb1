package good

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/pure/testdata/dep"
)

// Copies that are written.

//assay:pure
func fields(s State) State {
	s.N++
	s.List, s.Map = nil, map[string]int{}
	s.Map["a"] = 1
	s.Inner.Tags = []string{"x"}
	s.Inner.Tags[0] = "y"
	return s
}

//assay:pure
func clones(s State) State {
	s.List = slices.Clone(s.List)
	s.List[0] = 1
	slices.Sort(s.List)
	s.Map = maps.Clone(s.Map)
	s.Map["a"] = 1
	delete(s.Map, "b")
	return s
}

//assay:pure
func clonesByAppend(s State) State {
	s.List = append([]int(nil), s.List...)
	s.List[0] = 1
	s.Names = append([]string{}, s.Names...)
	s.Names[0] = "x"
	return s
}

//assay:pure
func clonesByCopy(s State) State {
	l := make([]int, len(s.List), len(s.List)+1)
	copy(l, s.List)
	l[0] = 1
	s.List = append(l, 2)
	return s
}

//assay:pure
func clonesByLoop(s State) State {
	m := make(map[string]int, len(s.Map))
	for k, v := range s.Map {
		m[k] = v
	}
	m["x"] = 1
	s.Map = m
	return s
}

//assay:pure
func clips(s State) State {
	s.List = append(s.List[:len(s.List):len(s.List)], 1)
	s.Names = append(slices.Clip(s.Names), "x")
	return s
}

//assay:pure
func clonesDeep(s State) State {
	s.Deep = maps.Clone(s.Deep)
	s.Deep["k"] = append(slices.Clone(s.Deep["k"]), 1)
	s.Rows = slices.Clone(s.Rows)
	s.Rows[0] = slices.Clone(s.Rows[0])
	s.Nodes = slices.Clone(s.Nodes)
	s.Nodes[0] = &Node{N: 1}
	return s
}

//assay:pure
func clonesPointer(s State) State {
	n := *s.Ptr
	n.N = 1
	n.Tags = slices.Clone(n.Tags)
	n.Tags[0] = "x"
	s.Ptr = &n
	return s
}

//assay:pure
func clonesPointersInLoop(s State) State {
	nodes := make([]*Node, 0, len(s.Nodes))
	for _, old := range s.Nodes {
		n := *old
		n.N++
		n.Tags = slices.Clone(n.Tags)
		n.Tags[0] = "x"
		nodes = append(nodes, &n)
	}
	s.Nodes = nodes
	return s
}

//assay:pure
func rangesCopies(s State) State {
	type pair struct {
		n    int
		tags []string
	}
	var out []pair
	for _, p := range []pair{{1, s.Names}} {
		p.n++
		p.tags = slices.Clone(p.tags)
		p.tags[0] = "x"
		out = append(out, p)
	}
	s.N = len(out)
	return s
}

func (s State) with(k string, v int) State {
	s.Map = maps.Clone(s.Map)
	if s.Map == nil {
		s.Map = map[string]int{}
	}
	s.Map[k] = v
	return s
}

//assay:pure
func usesWith(s State) State { return s.with("a", 1).with("b", 2) }

func (s *State) own() {
	s.List = slices.Clone(s.List)
	s.Map = maps.Clone(s.Map)
}

func (s *State) set(i, v int) { s.List[i] = v }

//assay:pure
func usesPointerMethods(s State) State {
	c := s
	c.own()
	c.set(0, 1)
	c.Map["a"] = 1
	return c
}

//assay:pure
func usesHelperOnOwn(s State) State {
	l := slices.Clone(s.List)
	reverse(l)
	s.List = l
	return s
}

func reverse(l []int) {
	for i, j := 0, len(l)-1; i < j; i, j = i+1, j-1 {
		l[i], l[j] = l[j], l[i]
	}
}

//assay:pure
func usesHelperThatClones(s State) State {
	l := cloned(s.List)
	l[0] = 1
	s.List = l
	return s
}

func cloned(l []int) []int { return append(make([]int, 0, len(l)), l...) }

func sortedCopy[E cmp.Ordered](s []E) []E {
	c := slices.Clone(s)
	slices.Sort(c)
	return c
}

//assay:pure
func usesGeneric(s State) State {
	s.List = sortedCopy(s.List)
	s.List[0] = 1
	return s
}

//assay:pure
func usesImported(s State) State {
	s.Names = dep.Sorted(s.Names)
	s.Names[0] = "x"
	set := dep.New()
	set.Add("a")
	own := slices.Clone(s.Names)
	dep.Sort(own)
	return s
}

//assay:pure
func buildsEffects(s State, peers []assay.ID) (State, assay.Effects) {
	var effects assay.Effects
	for _, peer := range peers {
		effects = append(effects, assay.Send(peer, listMsg{s.List}))
	}
	effects = append(effects, more(s)...)
	effects[0] = assay.Sync()
	return s, slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

func more(s State) assay.Effects {
	return assay.Effects{assay.Broadcast(nil, ptrMsg{s.Ptr}), assay.SetTimer("t", time.Second)}
}
