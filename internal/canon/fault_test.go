package canon

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unique"
	"unsafe"
)

type Server struct{ State ServerState }

type ServerState struct{ Peers []Peer }

type Peer struct{ done chan int }

type withFunc struct{ m map[string]*func() }

type withHandle struct{ h [2]unique.Handle[string] }

type ptrKey struct{ m map[struct{ p *int }]int }

type Seen struct {
	Seen map[string][]any
	At   [50]time.Time
	F    map[any]int
	C    map[complex128]bool
}

func TestTypesWithoutCanonicalBytes(t *testing.T) {
	s := NewSpace()
	for typ, want := range map[reflect.Type]string{
		reflect.TypeFor[Server]():         "canon: Server.State.Peers[].done is a channel, which cannot be compared or written down\nhint: ",
		reflect.TypeFor[withFunc]():       "canon: withFunc.m[] is a function, ",
		reflect.TypeFor[withHandle]():     "canon: withHandle.h[] is a unique.Handle, ",
		reflect.TypeFor[ptrKey]():         "canon: ptrKey.m[key].p is a pointer inside a map key, ",
		reflect.TypeFor[unsafe.Pointer](): "canon: Pointer is an unsafe.Pointer, ",
		reflect.TypeFor[time.Location]():  "canon: Location is a time.Location held by value",
		reflect.TypeFor[[40]func()]():     "canon: [40]func()[] is a function",
	} {
		for range 2 {
			if _, err := s.Type(typ); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%v: error %v, expected %s", typ, err, want)
			}
		}
	}
	if _, err := s.Type(reflect.TypeFor[[]Peer]()); err == nil {
		t.Error("a failed compilation left a plan behind")
	}
}

func TestPathsOfValues(t *testing.T) {
	now := time.Now()
	loop := &List{Value: 1}
	loop.Next = &List{2, loop}
	tree := make(Tree, 2)
	tree[1] = Tree{nil, tree}
	inMap := map[string]any{}
	inMap["me"] = inMap
	times := Seen{}
	times.At[3] = now
	for _, c := range []struct {
		v    any
		want string
	}{
		{Seen{Seen: map[string][]any{"a": {1, 2, func() {}}}}, `any.(Seen).Seen["a"][2].(func()) is a function`},
		{Seen{Seen: map[string][]any{"a": {1, 2, Peer{}}}}, `any.(Seen).Seen["a"][2].(Peer).done is a channel`},
		{times, `any.(Seen).At[3] is ` + now.String()},
		{Seen{F: map[any]int{math.NaN(): 1}}, `any.(Seen).F[key NaN].(float64) is NaN inside a map key`},
		{Seen{F: map[any]int{&List{}: 1}}, `any.(Seen).F[key of interface {}].(*List) is a pointer inside a map key`},
		{Seen{C: map[complex128]bool{complex(1, math.NaN()): true}}, `is NaN inside a map key`},
		{loop, `any.(*List).Next.Next leads back to itself`},
		{tree, `any.(Tree)[1][1] leads back to itself`},
		{inMap, `any.(map[string]interface {})["me"].(map[string]interface {}) leads back to itself`},
		{&strings.Builder{}, ``},
	} {
		_, err := NewSpace().AppendAny(nil, c.v)
		if c.want == "" {
			if err != nil {
				t.Errorf("%T: %v", c.v, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, expected %s", err, c.want)
		}
	}
}

func TestPathOfRoot(t *testing.T) {
	s := NewSpace()
	loop := &List{Value: 1}
	loop.Next = loop
	if _, err := typeOf[List](t, s).AppendPtr(nil, loop); err == nil ||
		err.Error() != "canon: List.Next.Next leads back to itself, expected a value without cycles" {
		t.Error(err)
	}
	both := map[time.Time]int{
		time.Unix(0, 0).In(time.FixedZone("X", 60)): 1, time.Unix(0, 0).In(time.FixedZone("X", 60)): 2,
	}
	if _, err := typeOf[map[time.Time]int](t, s).AppendPtr(nil, &both); err == nil || !strings.Contains(err.Error(), "two keys") {
		t.Error(err)
	}
}

// TestDeepValues nests far past trackDepth without a cycle, and past nestMax.
func TestDeepValues(t *testing.T) {
	s := NewSpace()
	chain := func(n int) (l List) {
		for range n {
			l = List{1, &List{l.Value, l.Next}}
		}
		return l
	}
	if got := decode[List](t, s, encode(t, s, chain(5000))); !same(reflect.ValueOf(got), reflect.ValueOf(chain(5000))) {
		t.Error("a long list is read as another")
	}
	long := chain(nestMax + 1)
	if _, err := typeOf[List](t, s).AppendPtr(nil, &long); err == nil || !strings.Contains(err.Error(), "more)") {
		t.Errorf("error %v, expected one with a shortened path", err)
	}
	deep := append([]byte{57}, []byte(strings.Repeat("\x01\x39", 3_000_000))...)
	if _, _, err := typeOf[List](t, s).New(deep); err == nil || !strings.Contains(err.Error(), "nests deeper than") {
		t.Errorf("error %v, expected one about depth", err)
	}
}

func TestOnePathTwoTypes(t *testing.T) {
	first := func() any {
		type Local struct{ A int }
		return Local{}
	}()
	second := func() any {
		type Local struct{ B string }
		return Local{}
	}()
	s := NewSpace()
	if _, err := s.AppendAny(nil, first); err != nil {
		t.Fatal(err)
	}
	_, err := s.AppendAny(nil, []any{second})
	want := "canon: any.([]interface {})[0].(Local) holds a canon.Local (struct B string;), but another type with the path " +
		"github.com/assay-dev/assay/internal/canon.Local was met before, a canon.Local (struct A int;)"
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %v, expected %s", err, want)
	}
	asked := NewSpace()
	asked.Type(reflect.TypeOf(first))
	asked.Type(reflect.TypeOf(second))
	b, _ := s.AppendAny(nil, first)
	if _, _, err := asked.ReadAny(b); err == nil || !strings.Contains(err.Error(), "several types share") {
		t.Errorf("error %v, expected one about a shared path", err)
	}
}

func TestCorruptedBytes(t *testing.T) {
	s := NewSpace()
	everything := typeOf[Everything](t, s)
	for name, c := range map[string]struct {
		typ *Type
		src string
	}{
		"empty":            {everything, ""},
		"bool of 2":        {typeOf[bool](t, s), "\x02"},
		"huge string":      {typeOf[string](t, s), "\xff\x7f\xff\xff\xff\xff\xff\xff\xff"},
		"huge slice":       {typeOf[[]int](t, s), "\xff\xff\xff\xff\xff\xff\xff\xff\x00"},
		"huge empties":     {typeOf[[]struct{}](t, s), "\xff\x7f\xff\xff\xff\xff\xff\xff\xff"},
		"huge map":         {typeOf[map[int]int](t, s), "\xfb\x7f\xff\xff\xff"},
		"two empty keys":   {typeOf[map[struct{}]struct{}](t, s), "\x02"},
		"keys out of turn": {typeOf[map[uint8]bool](t, s), "\x02\x02\x00\x01\x00"},
		"one key twice":    {typeOf[map[uint8]bool](t, s), "\x02\x01\x00\x01\x00"},
		"long small int":   {typeOf[int](t, s), "\xf9\x00\x01"},
		"int16 too big":    {typeOf[int16](t, s), "\xfa\x01\x00\x00"},
		"pointer of 2":     {typeOf[*int](t, s), "\x02"},
		"unknown type":     {typeOf[any](t, s), "\x03abc"},
		"time without end": {typeOf[time.Time](t, s), "\x38"},
		"pad of 1":         {typeOf[struct{ _ int }](t, s), "\x01"},
	} {
		if v, rest, err := c.typ.New([]byte(c.src)); err == nil || v != nil || len(rest) != len(c.src) {
			t.Errorf("%s: read %v, %d left, %v; expected an error", name, v, len(rest), err)
		}
	}
}

func TestDynamicTypeMustFitTheField(t *testing.T) {
	s := NewSpace()
	b, _ := s.AppendAny(nil, Vote{})
	if _, _, err := typeOf[interface{ String() string }](t, s).New(b); err == nil || !strings.Contains(err.Error(), "with the methods of") {
		t.Error(err)
	}
	slice, _ := s.AppendAny(nil, []int{})
	src := append(append([]byte{1}, slice...), 1)
	if _, _, err := typeOf[map[any]bool](t, s).New(src); err == nil || !strings.Contains(err.Error(), "is a slice inside a map key") {
		t.Error(err)
	}
}
