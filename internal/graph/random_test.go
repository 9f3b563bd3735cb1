package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// A randomNet is a small network of random automata: rule r is enabled where its guards hold, and sets some slots.
// Each worker numbers its steps alike, so that the network is deterministic.
type randomNet struct {
	width, values int
	initial       [][]uint32
	rules         []rule
	codes         int
	weak          uint64 // mask of the fingerprints: few bits force collisions
}

type rule struct {
	guards, sets []Change
	report       bool
}

func newRandomNet(seed uint64) *randomNet {
	r := rand.New(rand.NewPCG(seed, 1))
	n := &randomNet{width: 1 + r.IntN(6), values: 2 + r.IntN(4), codes: 6, weak: ^uint64(0)}
	for range 1 + r.IntN(3) {
		n.initial = append(n.initial, n.randomState(r))
	}
	if r.IntN(2) == 0 {
		n.initial = append(n.initial, slices.Clone(n.initial[0]))
	}
	for range 1 + r.IntN(12) {
		n.rules = append(n.rules, rule{n.randomChanges(r, 2), n.randomChanges(r, 3), r.IntN(8) == 0})
	}
	return n
}

func (n *randomNet) randomState(r *rand.Rand) []uint32 {
	s := make([]uint32, n.width)
	for i := range s {
		s[i] = uint32(r.IntN(n.values))
	}
	return s
}

func (n *randomNet) randomChanges(r *rand.Rand, most int) []Change {
	var changes []Change
	for _, slot := range r.Perm(n.width)[:r.IntN(min(most, n.width)+1)] {
		changes = append(changes, Change{uint32(slot), uint32(r.IntN(n.values))})
	}
	return changes
}

// word is the random word of a component.
func word(slot, value uint32) uint64 {
	h := uint64(slot)<<32 | uint64(value) + 1
	h *= 0x9e3779b97f4a7c15
	h ^= h >> 31
	h *= 0x94d049bb133111eb
	return h ^ h>>30
}

func printWhole(state []uint32) uint64 {
	h := uint64(0)
	for slot, value := range state {
		h ^= word(uint32(slot), value)
	}
	return h
}

func (n *randomNet) Width() int     { return n.width }
func (n *randomNet) Worker() Worker { return n }

func (n *randomNet) Initial() (states [][]uint32, prints []uint64) {
	for _, s := range n.initial {
		states, prints = append(states, s), append(prints, printWhole(s)&n.weak)
	}
	return states, prints
}

func (r rule) enabled(state []uint32) bool {
	for _, g := range r.guards {
		if state[g.Slot] != g.Value {
			return false
		}
	}
	return true
}

// Expand reports code 0 for a deadlock, code 1 where a rule says so.
func (n *randomNet) Expand(state []uint32, _ uint64, out *Steps) {
	enabled := 0
	for _, r := range n.rules {
		if !r.enabled(state) {
			continue
		}
		enabled++
		next := slices.Clone(state)
		for _, c := range r.sets {
			out.Change(c.Slot, c.Value)
			next[c.Slot] = c.Value
		}
		if r.report {
			out.Report(1)
		}
		out.End(printWhole(next) & n.weak)
	}
	if enabled == 0 {
		out.Report(0)
	}
}

// Judge reports codes 2 to 5 by residues of the fingerprint.
func (n *randomNet) Judge(state []uint32, _ uint64, out *Reports) {
	if r := printWhole(state) % 17; r < 4 {
		out.Report(2 + uint32(r))
	}
}

// A plain is what the slow, obvious search finds.
type plain struct {
	states, steps, expanded int
	depth                   int
	vectors                 [][]uint32
	paths                   [][]uint32
	found                   map[uint32]int
	open                    bool // a state at depthMax leads to one that was not found
}

// explorePlain searches breadth first with a map of vectors.
func explorePlain(n *randomNet, depthMax int) plain {
	p := plain{found: map[uint32]int{}}
	seen := map[string]bool{}
	visit := func(state []uint32, path []uint32) {
		p.steps++
		if key := fmt.Sprint(state); !seen[key] {
			seen[key] = true
			p.vectors, p.paths = append(p.vectors, state), append(p.paths, path)
			p.depth = max(p.depth, len(path))
		}
	}
	for i, s := range n.initial {
		visit(s, []uint32{uint32(i)})
	}
	var bounded []int
	for ; p.expanded < len(p.vectors); p.expanded++ {
		if depthMax > 0 && len(p.paths[p.expanded]) == depthMax {
			bounded = append(bounded, p.expanded)
			continue
		}
		for i, next := range p.expand(n, p.expanded) {
			visit(next, append(slices.Clone(p.paths[p.expanded]), uint32(i)))
		}
	}
	p.states = len(p.vectors)
	p.probe(n, bounded, seen)
	for i := range p.vectors {
		p.note(i, func(out *Reports) { n.Judge(p.vectors[i], 0, out) })
	}
	return p
}

// probe looks at what the depth bound left out.
func (p *plain) probe(n *randomNet, bounded []int, seen map[string]bool) {
	steps, found := p.steps, p.found
	p.found = map[uint32]int{}
	for _, i := range bounded {
		for _, next := range p.expand(n, i) {
			p.steps++
			p.open = p.open || !seen[fmt.Sprint(next)]
		}
	}
	for code, state := range p.found {
		if old, ok := found[code]; !p.open && (!ok || state < old) {
			found[code] = state
		}
	}
	p.found = found
	if p.open {
		p.steps = steps
	}
}

// expand lists the states after one.
func (p *plain) expand(n *randomNet, state int) (targets [][]uint32) {
	var out Steps
	p.note(state, func(r *Reports) {
		out.Reports = *r
		n.Expand(p.vectors[state], 0, &out)
	})
	at := uint32(0)
	for _, end := range out.Ends {
		next := slices.Clone(p.vectors[state])
		for _, c := range out.Changes[at:end] {
			next[c.Slot] = c.Value
		}
		at = end
		targets = append(targets, next)
	}
	return targets
}

func (p *plain) note(state int, call func(*Reports)) {
	r := Reports{book: newBook(16)}
	call(&r)
	for code := range uint32(16) {
		if old, ok := p.found[code]; r.book.has(code) && (!ok || state < old) {
			p.found[code] = state
		}
	}
}

// follow replays a path and returns the vector at its end.
func follow(n *randomNet, path []uint32) []uint32 {
	p := plain{found: map[uint32]int{}, vectors: [][]uint32{n.initial[path[0]]}}
	for _, step := range path[1:] {
		p.vectors[0] = p.expand(n, 0)[step]
	}
	return p.vectors[0]
}

const randomNets = 3000

func TestBreadthAgreesWithPlain(t *testing.T) {
	for seed := range uint64(randomNets) {
		n := newRandomNet(seed)
		depth := int(seed%3) * int(seed%7)
		want := explorePlain(n, depth)
		for _, o := range []Options{{Workers: 1}, {Workers: 2}, {Workers: 3}, {Workers: 5}, {Exact: true}, {Exact: true, Workers: 2}} {
			o.Codes, o.DepthMax, o.grain = n.codes, depth, 1+seed%4
			same(t, fmt.Sprintf("seed %d, %+v", seed, o), Explore(n, o), want)
		}
		if t.Failed() {
			return
		}
	}
}

// same compares everything that a search tells with the plain one.
func same(t *testing.T, name string, got *Result, want plain) {
	t.Helper()
	if got.States != uint64(want.states) || got.Steps != uint64(want.steps) || got.Depth != want.depth {
		t.Errorf("%s: %+v, want %d states, %d steps, depth %d", name, got.Progress, want.states, want.steps, want.depth)
		return
	}
	if (got.Cut == CutDepth) != want.open || got.Cut != CutNone && !want.open {
		t.Errorf("%s: cut %q, want depth: %v", name, got.Cut, want.open)
	}
	for i, path := range want.paths {
		if p := got.Path(uint64(i)); !reflect.DeepEqual(p, path) {
			t.Errorf("%s: path of state %d is %v, want %v", name, i, p, path)
		}
	}
	for code := range uint32(8) {
		state, ok := got.Found(code)
		if least, expected := want.found[code]; ok != expected || ok && state != uint64(least) {
			t.Errorf("%s: code %d found %v at %d, want %v at %d", name, code, ok, state, expected, least)
		}
	}
}
