package refine

import (
	"math"
	"math/rand/v2"
	"testing"
)

func randomNumbers[T Number](r *rand.Rand, some func() T, depth int) Rule[T] {
	if depth > 0 && r.IntN(3) > 0 {
		var parts []Rule[T]
		for range 1 + r.IntN(3) {
			parts = append(parts, randomNumbers(r, some, depth-1))
		}
		return []Rule[T]{And(parts...), Or(parts...), Not(parts[0])}[r.IntN(3)]
	}
	a, b := some(), some()
	switch r.IntN(4) {
	case 0:
		return Between(min(a, b), max(a, b))
	case 1:
		return AtLeast(a)
	case 2:
		return AtMost(a)
	}
	return OneOf(a, b, some())
}

// TestNumbersAgainstAll holds rules about small integers to every value that there is.
func TestNumbersAgainstAll(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 400 {
		signed := randomNumbers(r, func() int8 { return int8(r.Uint32()) }, 3)
		checkFinite(t, signed, kept(signed, func(i int) int8 { return int8(i - 128) }))
		unsigned := randomNumbers(r, func() uint8 { return uint8(r.Uint32()) }, 3)
		checkFinite(t, unsigned, kept(unsigned, func(i int) uint8 { return uint8(i) }))
	}
}

func kept[T any](rule Rule[T], value func(int) T) (values []T) {
	for i := range 256 {
		if v := value(i); rule.Holds(v) {
			values = append(values, v)
		}
	}
	return values
}

// TestNumbersPick from all types of numbers, wide ones too: what is picked is right, and edges are met.
func TestNumbersPick(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	pickNumbers(t, r, func() int64 { return []int64{math.MinInt64, -1, 0, 1, 1000, math.MaxInt64, r.Int64()}[r.IntN(7)] })
	pickNumbers(t, r, func() uint64 { return []uint64{0, 1, 1000, math.MaxUint64, r.Uint64()}[r.IntN(5)] })
	pickNumbers(t, r, func() float64 {
		return []float64{math.Inf(-1), math.Inf(1), 0, math.Copysign(0, -1), 5e-324, -5e-324, math.MaxFloat64, r.NormFloat64()}[r.IntN(8)]
	})
	pickNumbers(t, r, func() float32 {
		return []float32{float32(math.Inf(-1)), 0, 1, math.MaxFloat32, float32(r.NormFloat64())}[r.IntN(5)]
	})
	type celsius float64
	pickNumbers(t, r, func() celsius { return celsius(r.IntN(100)) })
}

func pickNumbers[T Number](t *testing.T, r *rand.Rand, some func() T) {
	t.Helper()
	for range 500 {
		rule := randomNumbers(r, some, 3)
		empty, known := rule.Empty()
		for range 20 {
			v, ok := rule.Pick(r.Uint64N)
			if !known || ok == empty || ok && !rule.Holds(v) {
				t.Fatalf("%v: picked %v %v, empty %v, known %v", rule, v, ok, empty, known)
			}
		}
		simplest, _ := rule.Pick(func(uint64) uint64 { return 0 })
		for range 20 {
			v := some()
			if !empty && rule.Holds(v) && v >= 0 && (simplest < 0 || simplest > v) {
				t.Fatalf("%v: the simplest value is %v, and %v is simpler", rule, simplest, v)
			}
		}
		other := randomNumbers(r, some, 2)
		checkChange(t, rule, other, some)
	}
}

func checkChange[T Number](t *testing.T, a, b Rule[T], some func() T) {
	t.Helper()
	c := Compare(a, b)
	if v, ok := c.Lost.Get(); ok && (!a.Holds(v) || b.Holds(v)) {
		t.Fatalf("%v and %v: %v is not lost", a, b, v)
	}
	if v, ok := c.Gained.Get(); ok && (a.Holds(v) || !b.Holds(v)) {
		t.Fatalf("%v and %v: %v is not gained", a, b, v)
	}
	for range 50 {
		v := some()
		if a.Holds(v) && !b.Holds(v) && !c.Lost.IsSome() || b.Holds(v) && !a.Holds(v) && !c.Gained.IsSome() {
			t.Fatalf("%v and %v are %v, but %v tells them apart", a, b, c.Relation, v)
		}
	}
}

// TestOrderOfFloats: the numbers of floats rise with them, and the two zeros are one.
func TestOrderOfFloats(t *testing.T) {
	rule := Between(float32(-1e-44), 1e-44)
	values, _ := rule.All()
	last := float32(math.Inf(-1))
	n := 0
	for v := range values {
		if v <= last || !rule.Holds(v) {
			t.Errorf("%v after %v", v, last)
		}
		last, n = v, n+1
	}
	if n != 15 || rule.Count().N.Int64() != 15 { // seven on either side of 0
		t.Errorf("%d values, counted %v, expected 15", n, rule.Count())
	}
}

// TestSetsAgainstAll holds rules about other values to all of a few.
func TestSetsAgainstAll(t *testing.T) {
	type point struct{ x, y int8 }
	r := rand.New(rand.NewPCG(3, 3))
	some := func() point { return point{int8(r.IntN(3)), int8(r.IntN(3))} }
	var make func(depth int) Rule[point]
	make = func(depth int) Rule[point] {
		if depth == 0 || r.IntN(3) == 0 {
			return OneOf(some(), some(), some())
		}
		a, b := make(depth-1), make(depth-1)
		return []Rule[point]{And(a, b), Or(a, b), Not(a)}[r.IntN(3)]
	}
	for range 1000 {
		rule := make(3)
		listed, finite := rule.All()
		if c := rule.Count(); c.Known != finite {
			t.Fatalf("%v: counted %v, listed %v", rule, c, finite)
		}
		if !finite {
			continue // all but a few
		}
		in := map[point]bool{}
		for v := range listed {
			in[v] = true
		}
		for i := range int8(9) {
			if v := (point{i / 3, i % 3}); in[v] != rule.Holds(v) {
				t.Fatalf("%v of %v: listed %v", rule, v, in[v])
			}
		}
	}
	checkFinite(t, Not(OneOf(true)), []bool{false})
	if c := Compare(OneOf(some()), OneOf(point{9, 9})); c.Relation != Neither || c.Gained != Some(point{9, 9}) {
		t.Errorf("two points are %v", c)
	}
	if c := Compare(OneOf(point{1, 1}), Not(OneOf(point{2, 2}))); c.Relation != NotKnown {
		t.Errorf("a point and all but another are %v, expected not known", c)
	}
}
