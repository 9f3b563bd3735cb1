package canon

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"sync"
	"testing"
)

// A byteSource makes random choices from fuzzed bytes, and goes on with others when they are used up.
type byteSource struct {
	left []byte
	then rand.Source
}

func (b *byteSource) Uint64() uint64 {
	n := b.then.Uint64()
	if len(b.left) > 0 {
		n = uint64(b.left[0])<<56 | uint64(b.left[0])<<28 | n>>40
		b.left = b.left[1:]
	}
	return n
}

func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("seed"), uint8(2))
	f.Add(bytes.Repeat([]byte{0, 1, 2, 3, 0xfe}, 100), uint8(5))
	s := NewSpace()
	f.Fuzz(func(t *testing.T, choices []byte, depth uint8) {
		v := new(Everything)
		g := &aGen{rand.New(&byteSource{choices, rand.NewPCG(1, 1)})}
		g.fill(reflect.ValueOf(v).Elem(), int(depth%6))
		roundTrip(t, s, reflect.ValueOf(v))
	})
}

// FuzzRead reads arbitrary bytes: it must not panic, and what is read encodes to the same bytes again.
func FuzzRead(f *testing.F) {
	s := NewSpace()
	for seed := range uint64(30) {
		v := new(Everything)
		newGen(seed).fill(reflect.ValueOf(v).Elem(), 3)
		f.Add(encode(f, s, *v))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		typ := typeOf[Everything](t, s)
		v, rest, err := typ.New(src)
		if err != nil {
			return
		}
		again, err := typ.AppendPtr(nil, v)
		if err != nil || !bytes.Equal(again, src[:len(src)-len(rest)]) {
			t.Fatalf("%v: read %x, encoded %x", err, src, again)
		}
	})
}

func FuzzReadAny(f *testing.F) {
	s := NewSpace()
	for _, v := range []any{nil, 1, "a", Vote{1, "b"}, &Vote{}, *aPaxos(), aGuarded(), []any{1, []any{}}, map[any]any{1: "x"}, Tree{{}, nil}} {
		b, err := s.AppendAny(nil, v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, rest, err := s.ReadAny(src)
		if err != nil {
			return
		}
		again, err := s.AppendAny(nil, v)
		if err != nil || !bytes.Equal(again, src[:len(src)-len(rest)]) {
			t.Fatalf("%v: read %x, encoded %x", err, src, again)
		}
	})
}

// TestDamagedBytes cuts and changes good bytes in every place.
func TestDamagedBytes(t *testing.T) {
	s := NewSpace()
	typ := typeOf[Everything](t, s)
	for seed := range uint64(20) {
		v := new(Everything)
		newGen(seed).fill(reflect.ValueOf(v).Elem(), 3)
		src := encode(t, s, *v)
		for i := range src {
			if _, _, err := typ.New(src[:i]); err == nil {
				t.Fatalf("seed %d: %d of %d bytes were enough", seed, i, len(src))
			}
			for _, change := range []byte{1, 0x80, 0xff} {
				damaged(t, typ, src, i, change)
			}
		}
	}
}

func damaged(t *testing.T, typ *Type, src []byte, i int, change byte) {
	bad := bytes.Clone(src)
	bad[i] ^= change
	v, rest, err := typ.New(bad)
	if err != nil {
		return
	}
	if again, err := typ.AppendPtr(nil, v); err != nil || !bytes.Equal(again, bad[:len(bad)-len(rest)]) {
		t.Fatalf("%v: read %x, encoded %x", err, bad, again)
	}
}

// TestConcurrentUse lets many goroutines meet the same types at once, with the collector at work.
func TestConcurrentUse(t *testing.T) {
	s := NewSpace()
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for seed := range uint64(30) {
				v := new(Everything)
				newGen(seed).fill(reflect.ValueOf(v).Elem(), 4)
				roundTrip(t, s, reflect.ValueOf(v))
				if _, err := s.AppendAny(nil, []any{worker, *aPaxos(), seed, v}); err != nil {
					t.Error(err)
				}
				if worker == 0 {
					runtime.GC()
				}
			}
		})
	}
	wg.Wait()
}

func ExampleSpace() {
	type Reply struct {
		Ballot int
		Voters []string
	}
	space := NewSpace()
	one, _ := space.AppendAny(nil, Reply{Ballot: 3})
	two, _ := space.AppendAny(nil, Reply{Ballot: 3, Voters: []string{}})
	fmt.Println("nil and empty are the same:", bytes.Equal(one, two))

	v, _, err := space.ReadAny(two)
	fmt.Printf("%+v %v\n", v, err)

	type Server struct{ Peers map[string]chan int }
	_, err = space.Type(reflect.TypeFor[Server]())
	fmt.Println(err)
	// Output:
	// nil and empty are the same: true
	// {Ballot:3 Voters:[]} <nil>
	// canon: Server.Peers[] is a channel, which cannot be compared or written down
	// hint: states and messages are plain values: keep it in the actor's own struct, or hold a plain value in its place
}
