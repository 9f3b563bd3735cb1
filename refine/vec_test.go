package refine_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/assay-dev/assay/refine"
)

func vec2(t *testing.T, items ...int) refine.Vec[refine.N2, int] {
	t.Helper()
	v, ok := refine.FromSlice[refine.N2](items).Get()
	if !ok {
		t.Fatalf("no Vec of %v", items)
	}
	return v
}

func TestVecCopies(t *testing.T) {
	items := []int{1, 2}
	v := vec2(t, items...)
	items[0] = 7
	v.Slice()[1] = 7
	if got := v.Slice(); !slices.Equal(got, []int{1, 2}) || v.Len() != 2 || v.String() != "[1 2]" {
		t.Errorf("the Vec is %v after what it was made of and what was got of it changed", v)
	}
	for i, want := range map[int]refine.Option[int]{-1: refine.None[int](), 0: refine.Some(1), 1: refine.Some(2), 2: refine.None[int]()} {
		if got := v.At(i); got != want {
			t.Errorf("at %d is %v, expected %v", i, got, want)
		}
	}
}

func TestVecOfAnotherSize(t *testing.T) {
	for n := range 4 {
		if got := refine.FromSlice[refine.N2](make([]int, n)).IsSome(); got != (n == 2) {
			t.Errorf("%d items are a Vec of 2: %v", n, got)
		}
	}
	var none refine.Vec[refine.N0, int]
	if none.Len() != 0 || refine.MapVec(none, func(int) int { return 1 }).Len() != 0 {
		t.Errorf("a Vec of no items has %d", none.Len())
	}
	var zero refine.Vec[refine.N3, int]
	for _, f := range []func(){func() { zero.Len() }, func() { zero.At(0) }, func() { zero.Slice() }, func() { refine.Zip(zero, zero) }} {
		if got := panics(t, f); got != "refine: zero value of Vec[N3, int], expected one of 3 items that FromSlice made" {
			t.Errorf("a zero Vec panics with %q", got)
		}
	}
	if zero.String() != "zero" {
		t.Errorf("a zero Vec prints as %v", zero)
	}
}

func TestSizes(t *testing.T) {
	sizes := []refine.Size{
		refine.N0{}, refine.N1{}, refine.N2{}, refine.N3{}, refine.N4{}, refine.N5{}, refine.N6{}, refine.N7{}, refine.N8{},
		refine.N9{}, refine.N10{}, refine.N11{}, refine.N12{}, refine.N13{}, refine.N14{}, refine.N15{}, refine.N16{},
	}
	for i, s := range sizes {
		if s.Size() != i {
			t.Errorf("%T is %d", s, s.Size())
		}
	}
}

// Two rows of the same size are zipped; with N2 and N3 it does not compile.
func ExampleZip() {
	names := refine.FromSlice[refine.N2]([]string{"a", "b"})
	sizes := refine.FromSlice[refine.N2]([]int{1, 2})
	pairs := refine.Then(names, func(n refine.Vec[refine.N2, string]) refine.Option[refine.Vec[refine.N2, refine.Pair[string, int]]] {
		return refine.Map(sizes, func(s refine.Vec[refine.N2, int]) refine.Vec[refine.N2, refine.Pair[string, int]] {
			return refine.Zip(n, s)
		})
	})
	fmt.Println(pairs, refine.FromSlice[refine.N3]([]int{1, 2}))
	// Output: [{a 1} {b 2}] none
}
