package canon

import (
	"bytes"
	"math"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"
)

func typeOf[T any](t testing.TB, s *Space) *Type {
	t.Helper()
	typ, err := s.Type(reflect.TypeFor[T]())
	if err != nil {
		t.Fatal(err)
	}
	return typ
}

func encode[T any](t testing.TB, s *Space, v T) []byte {
	t.Helper()
	b, err := typeOf[T](t, s).AppendPtr(nil, &v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func decode[T any](t testing.TB, s *Space, b []byte) T {
	t.Helper()
	p, rest, err := typeOf[T](t, s).New(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(rest) != 0 {
		t.Fatalf("%d bytes left", len(rest))
	}
	return *p.(*T)
}

func equalBytes[T any](t *testing.T, want bool, a, b T) {
	t.Helper()
	s := NewSpace()
	if x, y := encode(t, s, a), encode(t, s, b); bytes.Equal(x, y) != want {
		t.Errorf("%#v and %#v: bytes %x and %x, equal should be %v", a, b, x, y, want)
	}
}

func TestCanonicalEquality(t *testing.T) {
	negZero := math.Copysign(0, -1)
	equalBytes(t, true, []int(nil), []int{})
	equalBytes(t, true, map[int]int(nil), map[int]int{})
	equalBytes(t, true, new(int), new(int))
	equalBytes(t, false, new(int), nil)
	equalBytes(t, false, 0, negZero)
	equalBytes(t, true, math.NaN(), math.NaN())
	equalBytes(t, false, math.NaN(), math.Float64frombits(math.Float64bits(math.NaN())^1))
	equalBytes[any](t, false, 1, int8(1))
	equalBytes[any](t, false, nil, (*int)(nil))
	equalBytes[any](t, true, []int(nil), []int{})
	equalBytes(t, false, []any{1, "a"}, []any{"a", 1})
	equalBytes(t, true, map[string]int{"a": 1, "b": 2}, map[string]int{"b": 2, "a": 1})
	equalBytes(t, true, *big.NewInt(5), *new(big.Int).Sub(big.NewInt(7), big.NewInt(2)))
	shared := new(int)
	equalBytes(t, true, []*int{shared, shared}, []*int{new(int), new(int)})
	equalBytes(t, true, List{1, &List{2, nil}}, List{1, &List{2, nil}})
}

func TestDecodedForm(t *testing.T) {
	s := NewSpace()
	if got := decode[[]int](t, s, encode(t, s, []int{})); got != nil {
		t.Errorf("an empty slice is read as %#v, expected nil", got)
	}
	if got := decode[map[int]int](t, s, encode(t, s, map[int]int{})); got != nil {
		t.Errorf("an empty map is read as %#v, expected nil", got)
	}
	for n := range 20 {
		ints := decode[[]string](t, s, encode(t, s, make([]string, n)))
		raw := decode[[]byte](t, s, encode(t, s, make([]byte, n)))
		odd := decode[[][3]uint16](t, s, encode(t, s, make([][3]uint16, n)))
		if cap(ints) != n || cap(raw) != n || cap(odd) != n {
			t.Errorf("capacities %d, %d, %d, expected %d", cap(ints), cap(raw), cap(odd), n)
		}
	}
}

func TestNumbersKeepTheirOrder(t *testing.T) {
	s := NewSpace()
	var ints []int64
	var floats []float64
	for shift := range 64 {
		for d := int64(-300); d <= 300; d++ {
			ints = append(ints, math.MinInt64>>shift+d, int64(uint64(1)<<shift)+d)
		}
		floats = append(floats, math.Ldexp(1, shift-30), -math.Ldexp(1, shift-30))
	}
	ordered(t, s, ints)
	ordered(t, s, append(floats, 0, math.Inf(1), math.Inf(-1)))
	unsigned := make([]uint64, len(ints))
	for i := range ints {
		unsigned[i] = uint64(ints[i])
	}
	ordered(t, s, unsigned)
	ordered(t, s, []int8{-128, -1, 0, 1, 127})
	ordered(t, s, []float32{-3, -0.5, 0, 0.25, 9})
}

func ordered[T int8 | int64 | uint64 | float32 | float64](t *testing.T, s *Space, all []T) {
	t.Helper()
	slices.Sort(all)
	all = slices.Compact(all)
	var before []byte
	for _, v := range all {
		b := encode(t, s, v)
		if bytes.Compare(before, b) >= 0 {
			t.Fatalf("%v: bytes %x do not come after %x", v, b, before)
		}
		if got := decode[T](t, s, b); got != v {
			t.Fatalf("%v is read back as %v", v, got)
		}
		before = b
	}
}

func TestSmallNumbersAreOneByte(t *testing.T) {
	s := NewSpace()
	for v := smallLow; v <= smallHigh; v++ {
		if b := encode(t, s, v); len(b) != 1 {
			t.Errorf("%d takes %d bytes, expected 1", v, len(b))
		}
	}
}

// TestRandomPairs compares bytes with canonical equality, and reads back what was written.
func TestRandomPairs(t *testing.T) {
	s := NewSpace()
	for _, typ := range []reflect.Type{
		reflect.TypeFor[Flat](), reflect.TypeFor[Paxos](), reflect.TypeFor[Everything](), reflect.TypeFor[*List](), reflect.TypeFor[Tree](),
		reflect.TypeFor[map[time.Time]netip.Addr](), reflect.TypeFor[map[any]any](), reflect.TypeFor[[]bool](), reflect.TypeFor[Boxed](),
	} {
		equal := 0
		for seed := range uint64(400) {
			a, b := reflect.New(typ), reflect.New(typ)
			newGen(seed).fill(a.Elem(), 3)
			newGen(seed).fill(b.Elem(), 3)
			perturb(b.Elem(), seed)
			x, y := roundTrip(t, s, a), roundTrip(t, s, b)
			want := same(a.Elem(), b.Elem())
			if bytes.Equal(x, y) != want {
				t.Fatalf("%v seed %d: equal is %v, bytes say otherwise\n%x\n%x", typ, seed, want, x, y)
			}
			if want {
				equal++
			}
		}
		if equal == 0 || equal == 400 {
			t.Errorf("%v: %d of 400 pairs were equal, expected some of both", typ, equal)
		}
	}
}

// perturb changes one part of v in most cases.
func perturb(v reflect.Value, seed uint64) {
	g := newGen(seed + 1000)
	for v.Kind() == reflect.Struct && v.NumField() > 0 && g.r.IntN(8) > 0 {
		f := v.Field(g.r.IntN(v.NumField()))
		v = reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
		if v.Type() == timeType || v.Type() == addrType {
			break
		}
	}
	g.fill(v, 3)
}

// roundTrip returns the bytes of *ptr, after reading them in each way.
func roundTrip(t *testing.T, s *Space, ptr reflect.Value) []byte {
	t.Helper()
	typ, err := s.Type(ptr.Type().Elem())
	if err != nil {
		t.Fatal(err)
	}
	b, err := typ.AppendPtr(nil, ptr.Interface())
	if err != nil {
		t.Fatal(err)
	}
	var g Guard
	for _, guard := range []*Guard{nil, &g} {
		got, rest, err := typ.NewGuarded(append(slices.Clone(b), "rest"...), guard)
		if err != nil || string(rest) != "rest" {
			t.Fatalf("%v, rest %q", err, rest)
		}
		if !same(ptr.Elem(), reflect.ValueOf(got).Elem()) {
			t.Fatalf("read %+v, expected %+v", reflect.ValueOf(got).Elem(), ptr.Elem())
		}
		again, err := typ.AppendPtr(nil, got)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%v, encoded again %x, expected %x", err, again, b)
		}
	}
	if g.Touched() {
		t.Fatal("a guard says touched, but nobody did")
	}
	if n := typ.FixedLen(); n >= 0 && n != len(b) {
		t.Fatalf("%d bytes, FixedLen is %d", len(b), n)
	}
	return b
}

func TestAnyRoundTrip(t *testing.T) {
	one := 1
	big := big.NewInt(-1 << 40)
	var counter atomic.Int64
	counter.Store(9)
	for _, v := range []any{
		nil, 1, "text", Vote{1, "v"}, &Vote{2, "w"}, &one, (*int)(nil), []int{1, 2}, map[string]int{"a": 1}, map[string]int(nil), Boxed{&one},
		Boxed{}, [1]*int{&one}, struct{ A, b int }{1, 2}, struct{}{}, []any{nil, 1, []any{"x"}}, Named("n"), &PtrMethod{"p"}, time.Unix(1, 2).UTC(),
		netip.MustParseAddrPort("[::1]:80"), big, &counter, [2][]int{{1}, nil}, Phase(3), struct{ X any }{X: &one}, int8(-3),
	} {
		s := NewSpace()
		b, err := s.AppendAny([]byte("pre"), v)
		if err != nil {
			t.Fatal(err)
		}
		got, rest, err := s.ReadAny(append(b[3:], 7))
		if err != nil || len(rest) != 1 {
			t.Fatalf("%#v: %v, %d bytes left", v, err, len(rest))
		}
		typ, err := s.TypeOfAny(b[3:])
		if err != nil || typ != reflect.TypeOf(v) || reflect.TypeOf(got) != typ {
			t.Errorf("%#v: type %v, %v", v, typ, err)
		}
		if again, err := s.AppendAny(nil, got); err != nil || !bytes.Equal(again, b[3:]) {
			t.Errorf("%#v: read as %#v", v, got)
		}
	}
}

func TestReadAnyKnowsAskedTypes(t *testing.T) {
	b, err := NewSpace().AppendAny(nil, Vote{1, "a"})
	if err != nil {
		t.Fatal(err)
	}
	s := NewSpace()
	if _, _, err := s.ReadAny(b); err == nil {
		t.Error("a type was read that the space never met")
	}
	typeOf[Vote](t, s)
	if v, _, err := s.ReadAny(b); err != nil || v != (Vote{1, "a"}) {
		t.Errorf("read %v, %v", v, err)
	}
}

func TestTimes(t *testing.T) {
	s := NewSpace()
	zones := []*time.Location{time.UTC, time.Local, oslo, time.FixedZone("", 60), time.FixedZone("UTC", 0), time.FixedZone("Local", 5)}
	if berlin, err := time.LoadLocation("Europe/Berlin"); err == nil {
		zones = append(zones, berlin)
	}
	for _, zone := range zones {
		for _, month := range []time.Month{time.January, time.July} {
			want := time.Date(2026, month, 3, 4, 5, 6, 7, zone)
			b := encode(t, s, want)
			for name, space := range map[string]*Space{"same": s, "other": NewSpace()} {
				got := decode[time.Time](t, space, b)
				if got.String() != want.String() || !got.Equal(want) || got.Location().String() != want.Location().String() {
					t.Errorf("%s space: read %v, expected %v", name, got, want)
				}
			}
			if got := decode[time.Time](t, s, b); got != want && zone != zones[3] {
				t.Errorf("%v is not == to what was encoded", got)
			}
		}
	}
	if got := decode[time.Time](t, s, encode(t, s, time.Time{})); got != (time.Time{}) {
		t.Errorf("the zero time is read as %v", got)
	}
}

func TestTypeFacts(t *testing.T) {
	s := NewSpace()
	for _, c := range []struct {
		typ   reflect.Type
		flat  bool
		fixed int
	}{
		{reflect.TypeFor[Flat](), true, -1},
		{reflect.TypeFor[[3]Phase](), true, 3},
		{reflect.TypeFor[struct{}](), true, 0},
		{reflect.TypeFor[struct {
			A bool
			B [100]struct{ X, Y float32 }
		}](), true, 801},
		{reflect.TypeFor[Paxos](), false, -1},
		{reflect.TypeFor[string](), false, -1},
		{reflect.TypeFor[*int](), false, -1},
		{reflect.TypeFor[time.Time](), false, -1},
		{reflect.TypeFor[any](), false, -1},
		{reflect.TypeFor[complex128](), true, 16},
	} {
		typ, err := s.Type(c.typ)
		if err != nil || typ.Reflect() != c.typ || typ.Flat() != c.flat || typ.FixedLen() != c.fixed {
			t.Errorf("%v: flat %v, fixed %d, expected %v, %d (%v)", c.typ, typ.Flat(), typ.FixedLen(), c.flat, c.fixed, err)
		}
	}
}

func TestTypePaths(t *testing.T) {
	type G[T any] struct{ X T }
	for typ, want := range map[reflect.Type]string{
		reflect.TypeFor[map[string]*Vote]():                    "map[string]*github.com/assay-dev/assay/internal/canon.Vote",
		reflect.TypeFor[[2][]int]():                            "[2][]int",
		reflect.TypeFor[atomic.Pointer[Vote]]():                "sync/atomic.Pointer[github.com/assay-dev/assay/internal/canon.Vote]",
		reflect.TypeFor[struct{ a any }]():                     "struct{github.com/assay-dev/assay/internal/canon.a interface{};}",
		reflect.TypeFor[interface{ F(int, ...Phase) error }](): "interface{F(int,...[]github.com/assay-dev/assay/internal/canon.Phase,)(error,);}",
	} {
		if got := typePath(typ); got != want {
			t.Errorf("path %s, expected %s", got, want)
		}
	}
	if typePath(reflect.TypeFor[G[int]]()) == typePath(reflect.TypeFor[G[string]]()) {
		t.Error("type arguments are not in the path")
	}
}

// TestStackValue encodes values that live on the stack, at depths where the stack moves.
func TestStackValue(t *testing.T) {
	s := NewSpace()
	typ := typeOf[Paxos](t, s)
	var want []byte
	for depth := range 200 {
		done := make(chan []byte)
		go func() { done <- onStack(t, typ, depth*7) }()
		got := <-done
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("at depth %d: %x, expected %x", depth, got, want)
		}
	}
}

func onStack(t *testing.T, typ *Type, depth int) []byte {
	var pad [64]byte
	pad[depth%64] = 1
	if depth > 0 {
		return onStack(t, typ, depth-int(pad[depth%64]))
	}
	n := 5
	p := Paxos{Promised: &n, Accepted: map[int]Vote{1: {1, "a"}, 2: {2, "b"}}, Log: []Vote{{3, "c"}}, Last: Vote{4, "d"}}
	b, err := typ.Append(nil, unsafe.Pointer(&p))
	if err != nil {
		t.Error(err)
	}
	return b
}

func TestNoAllocations(t *testing.T) {
	s := NewSpace()
	typ := typeOf[Flat](t, s)
	buf := make([]byte, 0, 100)
	r := rand.New(rand.NewPCG(1, 2))
	if n := testing.AllocsPerRun(100, func() {
		v := Flat{Term: r.IntN(9)}
		buf, _ = typ.Append(buf[:0], unsafe.Pointer(&v))
	}); n != 0 {
		t.Errorf("encoding a flat value on the stack allocates %v times, expected none", n)
	}
	paxos, state := typeOf[Paxos](t, s), aPaxos()
	if n := testing.AllocsPerRun(100, func() { buf, _ = paxos.AppendPtr(buf[:0], state) }); n != 0 && !raceEnabled {
		t.Errorf("encoding a state with maps allocates %v times, expected none", n)
	}
	flat := encode(t, s, Flat{Term: 3})
	if n := testing.AllocsPerRun(100, func() { typ.New(flat) }); n != 1 {
		t.Errorf("reading a flat value allocates %v times, expected once", n)
	}
	var msg any = Vote{1, "a"}
	if n := testing.AllocsPerRun(100, func() { buf, _ = s.AppendAny(buf[:0], msg) }); n != 0 {
		t.Errorf("encoding a message allocates %v times, expected none", n)
	}
}

func TestAppendPtrRefusesOtherTypes(t *testing.T) {
	typ := typeOf[Flat](t, NewSpace())
	for _, bad := range []any{Flat{}, &Vote{}, nil, (*Flat)(nil)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T was taken for a *Flat", bad)
				}
			}()
			typ.AppendPtr(nil, bad)
		}()
	}
}
