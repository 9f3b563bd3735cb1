package canon

import (
	"math"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"time"
	"unsafe"
)

// Flat is what most states of small models look like.
type Flat struct {
	Term    int
	Voted   uint8
	Leader  bool
	Acks    [5]bool
	Ballots [3]int32
}

// Paxos has what larger states have: slices, maps and options.
type Paxos struct {
	Ballot   int
	Promised *int
	Accepted map[int]Vote
	Log      []Vote
	Peers    []string
	Phase    Phase
	Last     any
}

type Phase uint8

type Vote struct {
	Ballot int
	Value  string
}

// Everything has each kind once, some of them in private fields.
type Everything struct {
	b    bool
	i    int
	i8   int8
	i16  int16
	i32  int32
	i64  int64
	u    uint
	u8   uint8
	u16  uint16
	u32  uint32
	u64  uint64
	up   uintptr
	f32  float32
	f64  float64
	c64  complex64
	c128 complex128
	s    string
	arr  [3]Vote
	long [40]int16
	raw  [6]Phase
	bits [4]bool
	_    int
	none struct{}

	ints   []int
	bytes  []byte
	bools  []bool
	strs   []string
	nested [][]Vote
	zeros  []struct{}
	byName map[string][]int
	byVote map[Vote]map[bool]*int
	byAny  map[any]uint8
	byF    map[float64]struct{}
	ptr    *Vote
	pp     **int
	list   *List
	tree   Tree
	any    any
	str    interface{ String() string }
	when   time.Time
	place  *time.Location
	addr   netip.Addr
	blank  []struct{ _ int }
}

type List struct {
	Value int
	Next  *List
}

type Tree []Tree

type Named string

func (n Named) String() string { return string(n) }

type PtrMethod struct{ S string }

func (p *PtrMethod) String() string { return p.S }

type Boxed struct{ P *int }

var (
	oslo       = time.FixedZone("Oslo", 3600)
	osloSummer = time.FixedZone("Oslo", 7200)
)

// aGen makes random values from a small domain, so that two of them are often equal.
type aGen struct {
	r *rand.Rand
}

func newGen(seed uint64) *aGen { return &aGen{rand.New(rand.NewPCG(seed, 7))} }

func (g *aGen) fill(v reflect.Value, depth int) {
	v = reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
	switch v.Type() {
	case timeType:
		v.Set(reflect.ValueOf(g.when()))
		return
	case addrType:
		v.Set(reflect.ValueOf(g.addr()))
		return
	case locationPointerType:
		v.Set(reflect.ValueOf([]*time.Location{nil, time.UTC, time.Local, oslo}[g.r.IntN(4)]))
		return
	}
	g.fillKind(v, depth)
}

func (g *aGen) fillKind(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(g.r.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(g.number() >> (64 - v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(uint64(g.number()) >> (64 - v.Type().Bits()))
	case reflect.Float32, reflect.Float64:
		v.SetFloat([]float64{0, math.Copysign(0, -1), 1.5, -2, math.Inf(1)}[g.r.IntN(5)])
	case reflect.Complex64, reflect.Complex128:
		v.SetComplex(complex(float64(g.r.IntN(3)), -1))
	case reflect.String:
		v.SetString([]string{"", "a", "b", "a\x00b"}[g.r.IntN(4)])
	case reflect.Array:
		for i := range v.Len() {
			g.fill(v.Index(i), depth)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			g.fill(v.Field(i), depth)
		}
	default:
		g.fillReference(v, depth)
	}
}

func (g *aGen) fillReference(v reflect.Value, depth int) {
	if depth == 0 || g.r.IntN(4) == 0 {
		v.SetZero()
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		g.fill(v.Elem(), depth-1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), g.r.IntN(4), 4))
		for i := range v.Len() {
			g.fill(v.Index(i), depth-1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range g.r.IntN(4) {
			k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			g.fill(k, depth-1)
			g.fill(e, depth-1)
			v.SetMapIndex(k, e)
		}
	case reflect.Interface:
		v.Set(g.dynamic(v.Type()))
	}
}

// dynamic is a value for an interface; those for map keys must not hold references.
func (g *aGen) dynamic(t reflect.Type) reflect.Value {
	choices := []any{1, Named("x"), Vote{1, "a"}, uint8(3), [2]bool{true, false}}
	if t.NumMethod() > 0 {
		choices = []any{Named("y"), Named(""), Named("x")}
	}
	return reflect.ValueOf(choices[g.r.IntN(len(choices))])
}

func (g *aGen) number() int64 {
	n := int64(g.r.Uint64())
	if g.r.IntN(3) > 0 {
		n >>= g.r.IntN(64)
	}
	return n
}

func (g *aGen) when() time.Time {
	t := time.Unix(int64(g.r.IntN(3)), int64(g.r.IntN(2)))
	return t.In([]*time.Location{time.UTC, time.Local, oslo, osloSummer}[g.r.IntN(4)])
}

func (g *aGen) addr() netip.Addr {
	all := []string{"1.2.3.4", "::1.2.3.4", "::ffff:1.2.3.4", "fe80::1%eth0", "fe80::1", "::ffff:1.2.3.4%x"}
	if i := g.r.IntN(len(all) + 1); i < len(all) {
		return netip.MustParseAddr(all[i])
	}
	return netip.Addr{}
}

// same is canonical equality, slow and obvious.
func same(a, b reflect.Value) bool {
	switch {
	case a.Type() != b.Type():
		return false
	case a.Type() == timeType:
		return sameTime(a.Interface().(time.Time), b.Interface().(time.Time))
	case a.Type() == locationPointerType:
		return a.Pointer() == b.Pointer() || !a.IsNil() && !b.IsNil() && a.Interface().(*time.Location).String() == b.Interface().(*time.Location).String()
	case a.Type() == addrType:
		return a.Interface() == b.Interface()
	}
	switch a.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(a.Float()) == math.Float64bits(b.Float())
	case reflect.Array, reflect.Slice:
		return sameElements(a, b)
	case reflect.Struct:
		return sameFields(a, b)
	case reflect.Map:
		return sameMaps(a, b)
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return same(open(a), open(b))
	}
	return a.Equal(b)
}

// open is what v refers to, copied where reflection would call it private.
func open(v reflect.Value) reflect.Value {
	to := reflect.New(v.Elem().Type()).Elem()
	to.Set(v.Elem())
	return to
}

func sameTime(a, b time.Time) bool {
	return a.Equal(b) && a.String() == b.String() && a.Location().String() == b.Location().String()
}

func sameElements(a, b reflect.Value) bool {
	for i := 0; i < a.Len() && i < b.Len(); i++ {
		if !same(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return a.Len() == b.Len()
}

func sameFields(a, b reflect.Value) bool {
	for i := range a.NumField() {
		if a.Type().Field(i).Name != "_" && !same(public(a, i), public(b, i)) {
			return false
		}
	}
	return true
}

func public(v reflect.Value, i int) reflect.Value {
	if !v.CanAddr() {
		addressable := reflect.New(v.Type()).Elem()
		addressable.Set(v)
		v = addressable
	}
	f := v.Field(i)
	return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
}

func sameMaps(a, b reflect.Value) bool {
	for _, k := range a.MapKeys() {
		other := findKey(b, k)
		if !other.IsValid() || !same(a.MapIndex(k), b.MapIndex(other)) {
			return false
		}
	}
	return a.Len() == b.Len()
}

// findKey finds the key that is canonically k: a map takes 0 and -0 for one, and times in equal locations for two.
func findKey(m, k reflect.Value) reflect.Value {
	for _, other := range m.MapKeys() {
		if same(k, other) {
			return other
		}
	}
	return reflect.Value{}
}
