package graph

import (
	"fmt"
	"slices"
	"testing"
)

func TestDepthFirstAgreesWithPlain(t *testing.T) {
	for seed := range uint64(randomNets) {
		n := newRandomNet(seed)
		want := explorePlain(n, 0)
		for _, o := range []Options{{Workers: 1}, {Workers: 2}, {Workers: 5}, {Exact: true}, {Exact: true, Workers: 3}} {
			o.Codes, o.DepthFirst = n.codes, true
			sameSet(t, fmt.Sprintf("seed %d, %+v", seed, o), n, Explore(n, o), want, o.Workers)
		}
		if t.Failed() {
			return
		}
	}
}

// sameSet compares what does not depend on the order, and replays every way back.
func sameSet(t *testing.T, name string, n *randomNet, got *Result, want plain, workers int) {
	t.Helper()
	if got.States != uint64(want.states) || got.Steps != uint64(want.steps) || got.Cut != CutNone || got.Frontier != 0 {
		t.Errorf("%s: %+v, cut %q, want %d states, %d steps", name, got.Progress, got.Cut, want.states, want.steps)
		return
	}
	if workers <= 1 {
		seen := map[string]bool{}
		for state := range got.States {
			seen[fmt.Sprint(follow(n, got.Path(state)))] = true
		}
		if len(seen) != want.states {
			t.Errorf("%s: the ways back lead to %d states, want %d", name, len(seen), want.states)
		}
	}
	for code := range uint32(8) {
		state, ok := got.Found(code)
		if _, expected := want.found[code]; ok != expected {
			t.Errorf("%s: code %d found %v, want %v", name, code, ok, expected)
		}
		if ok && !reports(n, follow(n, got.Path(state)), code) {
			t.Errorf("%s: code %d does not hold at the end of %v", name, code, got.Path(state))
		}
	}
}

// reports tells whether code is reported for state.
func reports(n *randomNet, state []uint32, code uint32) bool {
	p := plain{found: map[uint32]int{}, vectors: [][]uint32{state}}
	p.expand(n, 0)
	p.note(0, func(out *Reports) { n.Judge(state, 0, out) })
	_, ok := p.found[code]
	return ok
}

// TestDepthFirstBound holds the depth bound to what it promises: no state deeper, and CutNone only when nothing is left.
func TestDepthFirstBound(t *testing.T) {
	for seed := range uint64(randomNets) {
		n := newRandomNet(seed)
		want := explorePlain(n, 0)
		got := Explore(n, Options{DepthFirst: true, DepthMax: 1 + int(seed%5), Codes: n.codes})
		if got.Depth > 1+int(seed%5) || (got.Cut == CutNone) != (got.States == uint64(want.states)) {
			t.Fatalf("seed %d: %+v, cut %q, want %d states", seed, got.Progress, got.Cut, want.states)
		}
		if got.Cut == CutNone && got.Steps != uint64(want.steps) {
			t.Fatalf("seed %d: %+v, want %d steps", seed, got.Progress, want.steps)
		}
	}
}

func TestDepthFirstDeterministic(t *testing.T) {
	for seed := range uint64(100) {
		n := newRandomNet(seed)
		o := Options{DepthFirst: true, Codes: n.codes}
		a, b := Explore(n, o), Explore(n, o)
		for state := range a.States {
			if !slices.Equal(a.Path(state), b.Path(state)) {
				t.Fatalf("seed %d: state %d lies at %v and at %v", seed, state, a.Path(state), b.Path(state))
			}
		}
	}
}
