package graph

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// everyOrder are the searches that must agree on what they are asked here.
var everyOrder = []Options{{Workers: 1}, {Workers: 2}, {Workers: 3, grain: 2}, {DepthFirst: true}, {DepthFirst: true, Workers: 3}, {Exact: true}}

// clock is a network of a few hundred thousand states.
var clock = newClockNet(4, 20, false)

func TestSameForAnyWorkers(t *testing.T) {
	want := Explore(clock, Options{})
	if want.States != 160_000 || want.Steps != 608_001 || want.Depth != 77 {
		t.Fatalf("%+v, want 20^4 states, 1+4*19*20^3 steps, depth 1+4*19", want.Progress)
	}
	for _, o := range []Options{{Workers: 2}, {Workers: 3, grain: 7}, {Workers: 5, Exact: true}} {
		got := Explore(clock, o)
		for state := uint64(0); state < want.States; state += 11 {
			if !slices.Equal(got.Path(state), want.Path(state)) {
				t.Fatalf("%+v: state %d lies at %v, want %v", o, state, got.Path(state), want.Path(state))
			}
		}
	}
}

// TestCollisions forces fingerprints of three bits on states that differ: only the exact mode tells them apart.
func TestCollisions(t *testing.T) {
	missed := 0
	for seed := range uint64(300) {
		n := newRandomNet(seed)
		n.weak = 7
		want := explorePlain(n, 0)
		for _, workers := range []int{1, 3} {
			same(t, fmt.Sprint("seed ", seed), Explore(n, Options{Exact: true, Workers: workers, Codes: n.codes, grain: 2}), want)
			o := Options{Exact: true, Workers: workers, Codes: n.codes, DepthFirst: true}
			sameSet(t, fmt.Sprint("depth first, seed ", seed), n, Explore(n, o), want, workers)
		}
		if Explore(n, Options{Codes: n.codes}).States < uint64(want.states) {
			missed++
		}
	}
	if missed < 100 {
		t.Errorf("fingerprints of three bits missed states in %d networks of 300, want at least 100", missed)
	}
}

func TestCutByStates(t *testing.T) {
	var first *Result
	for _, o := range everyOrder {
		o.StatesMax = 10_000
		r := Explore(clock, o)
		if r.Cut != CutStates || r.States < 10_000 || r.States > 10_100 || r.Frontier == 0 {
			t.Errorf("%+v: cut %q, %+v", o, r.Cut, r.Progress)
		}
		if first == nil {
			first = r
		}
		if !o.DepthFirst && (r.States != first.States || r.Steps != first.Steps || r.Depth != first.Depth) {
			t.Errorf("%+v: %+v, want %+v", o, r.Progress, first.Progress)
		}
	}
}

func TestCutFromOutside(t *testing.T) {
	for _, o := range everyOrder {
		asked := 0
		o.Over = func() (Reason, bool) { asked++; return "interrupt", asked > 5 }
		if r := Explore(clock, o); r.Cut != "interrupt" || r.Frontier == 0 {
			t.Errorf("%+v: cut %q, %+v", o, r.Cut, r.Progress)
		}
		o.Over, o.MemoryMax = nil, 1<<20
		if r := Explore(clock, o); r.Cut != CutMemory || r.Bytes < 1<<20 {
			t.Errorf("%+v: cut %q, %+v", o, r.Cut, r.Progress)
		}
	}
}

// TestStop asks for one code, and expects the search to end in the batch that finds it, the same for any workers.
func TestStop(t *testing.T) {
	for _, o := range everyOrder {
		o.Codes = 1
		o.Stop = func(found func(uint32) bool) bool { return found(0) }
		n := &watchedNet{clockNet: clock, judge: func(state []uint32, out *Reports) {
			if state[0] == 2 && state[2] == 2 {
				out.Report(0)
			}
		}}
		r := Explore(n, o)
		if r.Cut != CutDecided || r.States > 2000 {
			t.Errorf("%+v: cut %q, %+v", o, r.Cut, r.Progress)
		}
		state, ok := r.Found(0)
		if path := r.Path(state); !ok || !o.DepthFirst && !slices.Equal(path, []uint32{0, 0, 0, 1, 1}) {
			t.Errorf("%+v: the least way is %v, want 0.0.0.1.1", o, path)
		}
	}
}

// A watchedNet calls expand or judge, if any, first.
type watchedNet struct {
	*clockNet
	expand func(state []uint32)
	judge  func(state []uint32, out *Reports)
}

func (n *watchedNet) Worker() Worker { return n }

func (n *watchedNet) Expand(state []uint32, print uint64, out *Steps) {
	if n.expand != nil {
		n.expand(state)
	}
	n.clockNet.Expand(state, print, out)
}

func (n *watchedNet) Judge(state []uint32, _ uint64, out *Reports) {
	if n.judge != nil {
		n.judge(state, out)
	}
}

// walk is where path leads in a clockNet without waiting.
func walk(n *clockNet, path []uint32) []uint32 {
	states, prints := n.Initial()
	state := states[path[0]]
	for _, step := range path[1:] {
		var c chunk
		n.Expand(state, prints[0], &c.Steps)
		next := make([]uint32, n.Width()+printWords)
		c.target(next, state, int(step), n.Width())
		state = next[:n.Width()]
	}
	return state
}

// middle are states deep in the search, where a call gets stuck or panics.
func middle(state []uint32) bool { return state[0] == 7 && state[2] == 5 && state[4] == 3 }

func TestAbortOfStuckCall(t *testing.T) {
	for _, o := range everyOrder {
		for _, judging := range []bool{false, true} {
			abort, stuck := make(chan struct{}), make(chan struct{}, 16)
			hang := func(state []uint32) {
				if middle(state) {
					stuck <- struct{}{}
					select {}
				}
			}
			n := &watchedNet{clockNet: clock, expand: hang}
			if judging {
				n.expand, n.judge = nil, func(state []uint32, _ *Reports) { hang(state) }
			}
			go func() { <-stuck; close(abort) }()
			o.Abort = abort
			r := Explore(n, o)
			if r.Cut != CutAborted || r.States == 0 || !named(r, judging) {
				t.Errorf("%+v, judging %v: cut %q, %+v, busy %v", o, judging, r.Cut, r.Progress, r.Busy)
			}
		}
	}
}

// TestAbortOnChain gets stuck in a state that was found in the batch under way, of which the result so far knows nothing.
func TestAbortOnChain(t *testing.T) {
	chain := newClockNet(1, 5000, false)
	for _, o := range everyOrder {
		for _, at := range []uint32{0, 1, 100, 3777} {
			abort := make(chan struct{})
			n := &watchedNet{clockNet: chain, expand: func(state []uint32) {
				if state[0] == at {
					close(abort)
					select {}
				}
			}}
			o.Abort = abort
			r := Explore(n, o)
			if len(r.Busy) != 1 || r.Busy[0].Judging || uint32(len(r.Busy[0].Path)) != at+1 {
				t.Errorf("%+v: busy %v, want the expansion of state %d", o, r.Busy, at)
			}
		}
	}
}

// named tells whether some busy call is the one about a middle state, by the way to it.
func named(r *Result, judging bool) bool {
	return slices.ContainsFunc(r.Busy, func(b Busy) bool {
		return b.Judging == judging && middle(walk(clock, b.Path))
	})
}

func TestPanicIsReported(t *testing.T) {
	for _, o := range everyOrder {
		for _, fall := range []func(){func() { panic("a bug") }, runtime.Goexit} {
			n := &watchedNet{clockNet: clock, expand: func(state []uint32) {
				if middle(state) {
					fall()
				}
			}}
			r := Explore(n, o)
			var p *WorkerPanic
			if r.Cut != CutFailed || !errors.As(r.Err, &p) || !strings.Contains(string(p.Stack), "Expand") || !named(r, false) {
				t.Errorf("%+v: cut %q, error %v, busy %v", o, r.Cut, r.Err, r.Busy)
			}
		}
	}
}

func TestProgress(t *testing.T) {
	var seen []Progress
	n := &watchedNet{clockNet: clock, expand: func(state []uint32) {
		if state[0] == 3 && state[2] == 3 {
			time.Sleep(2 * time.Millisecond)
		}
	}}
	o := Options{Progress: func(p Progress) { seen = append(seen, p) }}
	var ways [][]uint32
	o.Along = func(way func() []uint32) { ways = append(ways, way()) }
	o.Over = func() (Reason, bool) { return "enough", len(seen) > 1 }
	r := Explore(n, o)
	if r.Cut != "enough" || len(seen) < 2 || seen[1].States < seen[0].States || seen[0].Bytes == 0 {
		t.Errorf("cut %q, progress %+v", r.Cut, seen)
	}
	if len(ways) != len(seen) || len(ways[1]) != seen[1].Depth {
		t.Errorf("the ways to the states found last are %v, expected one for each of %+v, to its depth", ways, seen)
	}
}

func TestNoStates(t *testing.T) {
	for _, o := range everyOrder {
		n := &randomNet{width: 2}
		if r := Explore(n, o); r.States != 0 || r.Steps != 0 || r.Depth != 0 || r.Cut != CutNone {
			t.Errorf("%+v: %+v, cut %q, want nothing", o, r.Progress, r.Cut)
		}
	}
}

// A fanNet has one state with very many steps to others that have none but a long line back: what does not fit the
// three bytes of the way back.
type fanNet struct{ fan uint32 }

func (n fanNet) Width() int                       { return 1 }
func (n fanNet) Worker() Worker                   { return n }
func (n fanNet) Initial() ([][]uint32, []uint64)  { return [][]uint32{{0}}, []uint64{word(0, 0)} }
func (n fanNet) Judge([]uint32, uint64, *Reports) {}
func (n fanNet) Expand(s []uint32, _ uint64, out *Steps) {
	switch {
	case s[0] == 0:
		for i := range n.fan {
			out.Change(0, i+1)
			out.End(word(0, i+1))
		}
	case s[0]%700 == 0 && s[0] <= n.fan:
		out.Change(0, n.fan+s[0])
		out.End(word(0, n.fan+s[0]))
	}
}

func TestFarOrigins(t *testing.T) {
	const fan = 100_000
	for _, o := range []Options{{Workers: 1}, {Workers: 2}, {DepthFirst: true}} {
		r := Explore(fanNet{fan}, o)
		if r.States != 1+fan+fan/700 {
			t.Fatalf("%+v: %d states, want %d", o, r.States, 1+fan+fan/700)
		}
		if o.DepthFirst {
			continue
		}
		for i := range uint64(fan) {
			if p := r.Path(1 + i); !slices.Equal(p, []uint32{0, uint32(i)}) {
				t.Fatalf("%+v: state %d lies at %v", o, 1+i, p)
			}
		}
		for i := range uint64(fan / 700) {
			if p := r.Path(1 + fan + i); !slices.Equal(p, []uint32{0, uint32(700*i) + 699, 0}) {
				t.Fatalf("%+v: state %d lies at %v", o, 1+fan+i, p)
			}
		}
	}
}

func TestCollisionOdds(t *testing.T) {
	for states, want := range map[uint64]float64{0: 0, 1: 0, 2: math.Exp2(-64), 1 << 32: 0.5, 1 << 40: 1} {
		if got := CollisionOdds(states); math.Abs(got-want) > want*1e-6 {
			t.Errorf("CollisionOdds(%d) = %g, want %g", states, got, want)
		}
	}
}

func TestDeterministic(t *testing.T) {
	a, b := Explore(clock, Options{Workers: 2}), Explore(clock, Options{Workers: 2})
	a.Bytes, b.Bytes = 0, 0
	if !reflect.DeepEqual(a.Progress, b.Progress) {
		t.Errorf("%+v, then %+v", a.Progress, b.Progress)
	}
}
