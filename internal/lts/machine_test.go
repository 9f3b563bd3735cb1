package lts

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/internal/graph"
	"github.com/assay-dev/assay/internal/step"
)

// wide is a Machine whose states carry more than a Machine's own.
type wide[W any] struct {
	machine twophase.Machine
	more    W
}

type wideState[W any] struct {
	State twophase.State
	More  W
}

func (m wide[W]) Init() (all []wideState[W]) {
	for _, s := range m.machine.Init() {
		all = append(all, wideState[W]{s, m.more})
	}
	return all
}

func (m wide[W]) Next(s wideState[W]) (all []assay.Move[wideState[W]]) {
	for _, move := range m.machine.Next(s.State) {
		all = append(all, assay.Move[wideState[W]]{Name: move.Name, To: wideState[W]{move.To, s.More}})
	}
	return all
}

func lowerMachine(t *testing.T, source assay.System) (*step.System, *MachineNet) {
	t.Helper()
	sys, err := step.New(source, step.Track{})
	if err != nil {
		t.Fatal(err)
	}
	initial, failed := sys.Initial(nil)
	if failed != nil {
		t.Fatalf("%+v", failed)
	}
	return sys, NewMachine(sys, initial, Config{Codes: func(string, int) uint32 { return 0 }})
}

// TestPackedAndInterned explores one Machine with states that are their own vectors, states too long for that, and states of no one
// length: the counts are the same, by fingerprint and by whole states.
func TestPackedAndInterned(t *testing.T) {
	m := twophase.Machine{RMs: 4}
	machines := map[string]struct {
		source assay.System
		packed bool
	}{
		"packed":           {twophase.Model(4), true},
		"one byte more":    {assay.Model("byte", wide[uint8]{m, 7}), true},
		"three bytes more": {assay.Model("bytes", wide[[3]uint8]{m, [3]uint8{1, 2, 3}}), true},
		"too long":         {assay.Model("long", wide[[packedMax]uint8]{m, [packedMax]uint8{9}}), false},
		"an int more":      {assay.Model("int", wide[int]{m, 1000}), false},
		"a slice more":     {assay.Model("slice", wide[[]string]{m, []string{"a", ""}}), false},
	}
	for name, c := range machines {
		for _, exact := range []bool{false, true} {
			_, net := lowerMachine(t, c.source)
			if packed := net.length >= 0; packed != c.packed || !packed && net.Width() != 1 {
				t.Errorf("%s: packed is %v with %d words, expected %v", name, packed, net.Width(), c.packed)
			}
			r := explored(net, func() expander { return net.NewWorker() }, graph.Options{Workers: 2, Codes: 1, Exact: exact})
			if r.States != 1568 || r.Steps != 8258 || r.Depth != 14 || net.HandlerRuns() != 1568 {
				t.Errorf("%s, exact %v: %+v with %d runs", name, exact, r.Progress, net.HandlerRuns())
			}
		}
	}
}

// TestMachineRoundTrip goes from states to vectors and back, and holds Expand to Steps.
func TestMachineRoundTrip(t *testing.T) {
	for _, source := range []assay.System{twophase.Model(3), assay.Model("slice", wide[[]int]{twophase.Machine{RMs: 3}, []int{1}}),
		assay.Model("byte", wide[[2]uint8]{twophase.Machine{RMs: 3}, [2]uint8{5, 6}})} {
		sys, net := lowerMachine(t, source)
		x := sample{name: source.Name, system: source}
		prints := map[uint64]bool{}
		visited := x.walk(t, sys, net.initial, nil, func(st step.State, _ []step.Step, _ []step.State) {
			v, fingerprint := net.Vector(st)
			prints[fingerprint] = true
			if back := net.State(v); back.Key() != st.Key() {
				t.Fatalf("%s: %+v comes back as %+v", source.Name, st, back)
			}
		})
		if visited != 288 || len(prints) != visited {
			t.Errorf("%s: %d states with %d fingerprints, expected 288", source.Name, visited, len(prints))
		}
		if expanded := x.compared(t, sys, net, net.NewWorker(), nil); expanded != visited {
			t.Errorf("%s: the search expands %d states, expected %d", source.Name, expanded, visited)
		}
	}
}

// TestWords packs bytes of every length and gets them back.
func TestWords(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for length := range 40 {
		state := make([]byte, length)
		for i := range state {
			state[i] = byte(random.Uint32())
		}
		n := &MachineNet{length: length}
		v := make([]uint32, n.Width())
		print := n.pack(state, v)
		dirty := slices.Repeat([]uint32{^uint32(0)}, len(v))
		if n.pack(state, dirty) != print || !slices.Equal(v, dirty) {
			t.Errorf("length %d: what was in the vector before shows in %x", length, dirty)
		}
		if got := n.Bytes(v, []byte("x")); !bytes.Equal(got, append([]byte("x"), state...)) {
			t.Errorf("length %d: %x comes back as %x", length, state, got[1:])
		}
	}
}

// TestMixWords tells vectors apart that differ in one bit, in their order, or in zeros at the end.
func TestMixWords(t *testing.T) {
	seen := map[uint64]string{}
	add := func(v ...uint32) {
		h, text := mixWords(v), fmt.Sprint(v)
		if other, known := seen[h]; known && other != text {
			t.Errorf("%s and %s have the fingerprint %x", text, other, h)
		}
		seen[h] = text
	}
	for length := 1; length < 8; length++ {
		add(make([]uint32, length)...)
		for bit := range 32 * length {
			v := make([]uint32, length)
			v[bit/32] = 1 << (bit % 32)
			add(v...)
		}
	}
	for a := range uint32(60) {
		for b := range uint32(60) {
			add(a, b)
			add(a, 0, b)
			add(0, 0, a, b, 0)
		}
	}
	if len(seen) < 10_000 {
		t.Errorf("%d fingerprints, expected more to tell apart", len(seen))
	}
}
