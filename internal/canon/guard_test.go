package canon

import (
	"reflect"
	"testing"
)

type Guarded struct {
	Ints  []int
	Votes [][]Vote
	ByKey map[string][]uint8
	Ptr   *[]bool
	Any   any
	Strs  []string
	Ptrs  []*int
	None  []struct{}
}

func aGuarded() Guarded {
	return Guarded{
		Ints: []int{1, 2, 3}, Votes: [][]Vote{{{1, "a"}}}, ByKey: map[string][]uint8{"k": {1}}, Ptr: &[]bool{true},
		Any: []int16{4}, Strs: []string{"s"}, Ptrs: []*int{new(int)}, None: make([]struct{}, 2),
	}
}

func TestGuardSeesAppends(t *testing.T) {
	s := NewSpace()
	src := encode(t, s, aGuarded())
	for name, c := range map[string]struct {
		act  func(v *Guarded)
		seen bool
	}{
		"nothing":           {func(*Guarded) {}, false},
		"changed in place":  {func(v *Guarded) { v.Ints[0] = 7 }, false},
		"clipped":           {func(v *Guarded) { _ = append(v.Ints[:3:3], 1) }, false},
		"append":            {func(v *Guarded) { _ = append(v.Ints, 0) }, true},
		"two appends":       {func(v *Guarded) { _, _ = append(v.Ints, 1), append(v.Ints, 2) }, true},
		"nested":            {func(v *Guarded) { _ = append(v.Votes[0], Vote{}) }, true},
		"outer":             {func(v *Guarded) { v.Votes = append(v.Votes, []Vote{}) }, true},
		"in a map":          {func(v *Guarded) { _ = append(v.ByKey["k"], 2) }, true},
		"behind a pointer":  {func(v *Guarded) { _ = append(*v.Ptr, false) }, true},
		"behind any":        {func(v *Guarded) { _ = append(v.Any.([]int16), 0) }, true},
		"strings":           {func(v *Guarded) { _ = append(v.Strs, "x") }, true},
		"pointers":          {func(v *Guarded) { _ = append(v.Ptrs, new(int)) }, true},
		"second spare":      {func(v *Guarded) { v.Ints[:5][4] = 1 }, true},
		"without a size":    {func(v *Guarded) { _ = append(v.None, struct{}{}) }, false},
		"a nil of pointers": {func(v *Guarded) { _ = append(v.Ptrs, nil) }, false}, // see Guard, "Does not find"
	} {
		var g Guard
		p, _, err := typeOf[Guarded](t, s).NewGuarded(src, &g)
		if err != nil {
			t.Fatal(err)
		}
		c.act(p.(*Guarded))
		if g.Touched() != c.seen {
			t.Errorf("%s: touched is %v, expected %v", name, !c.seen, c.seen)
		}
		g.Reset()
		if g.Touched() {
			t.Errorf("%s: touched after Reset", name)
		}
	}
}

func TestGuardOfEmptySlice(t *testing.T) {
	s := NewSpace()
	var g Guard
	b, _ := s.AppendAny(nil, []int(nil))
	v, _, err := s.ReadAnyGuarded(b, &g)
	if err != nil {
		t.Fatal(err)
	}
	_ = append(v.([]int), 0)
	if !g.Touched() {
		t.Error("an append to a guarded empty slice was not seen")
	}
}

// TestNothingIsShared changes everything in one value and looks at another, read from the same bytes, and at the bytes.
func TestNothingIsShared(t *testing.T) {
	s := NewSpace()
	src := encode(t, s, aGuarded())
	kept := string(src)
	one, two := decode[Guarded](t, s, src), decode[Guarded](t, s, src)
	one.Ints[0], one.Votes[0][0], one.ByKey["k"][0], one.Any.([]int16)[0] = 9, Vote{9, "z"}, 9, 9
	one.ByKey["new"], (*one.Ptr)[0], *one.Ptrs[0], one.Strs[0] = nil, false, 9, "z"
	if want := aGuarded(); !same(reflect.ValueOf(&two).Elem(), reflect.ValueOf(&want).Elem()) {
		t.Errorf("changed with another value: %+v", two)
	}
	if string(src) != kept {
		t.Error("the bytes changed")
	}
	clear(src)
	if two.Strs[0] != "s" || two.Votes[0][0].Value != "a" {
		t.Error("a string shares the bytes that it was read from")
	}
}
