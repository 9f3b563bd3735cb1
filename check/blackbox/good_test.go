//assay:ignore sealed the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package blackbox_test

import (
	"errors"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// generic is an actor of any state.
type generic[T any] struct{ first, then T }

func (g generic[T]) Start(assay.ID) (T, fxs)                             { return g.first, nil }
func (g generic[T]) Receive(_ assay.ID, _ T, _ assay.ID, _ msg) (T, fxs) { return g.then, nil }

// anything takes any message and counts by its type.
type anything struct{}

func (anything) Start(assay.ID) (map[string]int, fxs) { return nil, nil }
func (anything) Receive(_ assay.ID, s map[string]int, _ assay.ID, m any) (map[string]int, fxs) {
	next := maps.Clone(s)
	if next == nil {
		next = map[string]int{}
	}
	switch m.(type) {
	case int:
		next["int"]++
	case string:
		next["string"]++
	default:
		next["other"]++
	}
	return next, nil
}

// base is embedded: its methods are the embedding actor's.
type base struct{ by int }

func (b base) Start(assay.ID) (cell, fxs) { return cell{}, nil }
func (b base) Receive(_ assay.ID, s cell, _ assay.ID, _ msg) (cell, fxs) {
	return cell{s.N + b.by}, nil
}

type embedding struct {
	base
	name string
}

// pointed has its methods on the pointer, powers included, and is spawned as one.
type pointed struct{ limit int }

func (*pointed) Start(assay.ID) (cell, fxs) { return cell{}, fxs{setT} }
func (*pointed) Receive(_ assay.ID, s cell, _ assay.ID, _ msg) (cell, fxs) {
	return s, nil
}
func (p *pointed) Timeout(_ assay.ID, s cell, timer string) (cell, fxs) {
	if s.N++; s.N < p.limit {
		return s, fxs{assay.SetTimer(timer, time.Minute)}
	}
	return s, nil
}

type point struct{ X, Y int }

type hidden struct {
	n     int
	seen  map[point]bool
	inner struct{ last *cell }
}

type kinds struct {
	M     msg
	A     [3]int8
	F     float64
	D     time.Duration
	T     time.Time
	B     []byte
	R     rune
	Bits  uint64
	Up    bool
	Names []assay.ID
}

var primes = []int{2, 3, 5, 7}

func quietly(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("caught")
		}
	}()
	f()
	return nil
}

// plain has a first state, and one after each of two pings.
func plain(name string, sys assay.System) count { return count{name, sys, 3, 3, 3} }

// good are actors that do what looks like the bad ones and is not: no finding, the property holds. They get two pings each, so that
// a state after each and the first are three, unless states says otherwise.
func good() []count {
	bagOf := func(change func(s *bag)) assay.System {
		return receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			s.N++
			change(&s)
			return s, nil
		}, ping{}, ping{})
	}
	return []count{
		plain("appends to a clone", bagOf(func(s *bag) { s.L = append(slices.Clone(s.L), s.N) })),
		plain("appends to a clipped slice", bagOf(func(s *bag) { s.L = append(slices.Clip(s.L), s.N) })),
		plain("appends twice to clones", bagOf(func(s *bag) {
			s.LL = [][]int{append(slices.Clone(s.L), 1), append(slices.Clone(s.L), 2)}
		})),
		plain("appends to its own", bagOf(func(s *bag) {
			var l []int
			for i := range 100 {
				l = append(l, i)
			}
			s.L = l[:s.N]
		})),
		plain("sorts a clone", bagOf(func(s *bag) { s.L = slices.Sorted(slices.Values(s.L)) })),
		plain("goes over a map in order", bagOf(func(s *bag) {
			s.L = nil
			for _, k := range slices.Sorted(maps.Keys(s.M)) {
				s.L = append(s.L, s.M[k])
			}
		})),
		plain("adds up a map in any order", bagOf(func(s *bag) {
			for _, x := range s.M {
				s.N += x
			}
		})),
		plain("writes a cloned map", bagOf(func(s *bag) {
			s.M = maps.Clone(s.M)
			s.M["c"] += s.N
			delete(s.M, "a")
		})),
		plain("clones a pointer", bagOf(func(s *bag) { s.P = &cell{s.P.N + 1} })),
		plain("clones a pointer in a map", bagOf(func(s *bag) {
			s.PM = maps.Clone(s.PM)
			s.PM["k"] = &cell{s.PM["k"].N + 1}
		})),
		plain("writes its own array", bagOf(func(s *bag) { s.A[0] = nil })),
		// SEMANTICS, equality: sharing is not kept.
		plain("shares", bagOf(func(s *bag) { s.A, s.PL, s.LL = [2]*cell{s.P, s.P}, []*cell{s.P, s.P}, [][]int{s.L, s.L} })),
		plain("returns what it got in another place", bagOf(func(s *bag) { s.Any, s.LL = s.L, [][]int{s.L[1:], s.L[:1]} })),
		plain("reads a package variable that stays", bagOf(func(s *bag) { s.L = primes[:s.N] })),
		plain("catches its own panic", bagOf(func(s *bag) {
			if quietly(func() { _ = primes[len(primes)+s.N] }) != nil {
				s.N += 10
			}
		})),
	}
}

// goodToo are more of them, each with a system of its own.
func goodToo() []count {
	return []count{
		// Nil and empty are the same, so that this is the first state again, and no step where it is ignored: reading the network, each
		// ping is consumed.
		{"nil for empty", func() assay.System {
			sys := receives(func() bag { return bag{L: []int{}, M: map[string]int{}} }, func(s bag, _ msg) (bag, fxs) { return bag{}, nil }, ping{}, ping{})
			sys.Properties = []assay.Property{wired()}
			return sys
		}(), 3, 3, 3},
		plain("unexported fields", receives(func() hidden { return hidden{} }, func(s hidden, _ msg) (hidden, fxs) {
			s.n++
			s.seen = maps.Clone(s.seen)
			if s.seen == nil {
				s.seen = map[point]bool{}
			}
			s.seen[point{s.n, -s.n}] = true
			s.inner.last = &cell{s.n}
			return s, nil
		}, ping{}, ping{})),
		plain("maps with struct keys", receives(func() map[point]string { return nil }, func(s map[point]string, _ msg) (map[point]string, fxs) {
			next := map[point]string{{len(s), 1}: "new"}
			maps.Copy(next, s)
			return next, nil
		}, ping{}, ping{})),
		plain("all kinds of fields", receives(func() kinds { return kinds{T: time.Unix(1, 0).UTC()} }, func(s kinds, m msg) (kinds, fxs) {
			s.M, s.A[2], s.F, s.D, s.T = m, s.A[2]+1, s.F+0.5, s.D+time.Second, s.T.Add(time.Hour)
			s.B, s.R, s.Bits, s.Up = append(slices.Clone(s.B), 'x'), 'é', math.MaxUint64, !s.Up
			s.Names = append(slices.Clone(s.Names), "b")
			return s, nil
		}, ping{}, ping{})),
		// A state of size zero never changes; both answer each ping: two pings, one ping and one pong, two pongs (ignored: Waits).
		{"zero size", func() assay.System {
			sys := receives(func() none { return none{} }, func(s none, _ msg) (none, fxs) { return s, fxs{assay.Send("a", num{1})} }, ping{}, ping{})
			sys.Assume.Ignored = assay.Waits
			return sys
		}(), 3, 3, 3},
		// An int, a string and a duration, in any order: a cube.
		{"any message", system("any", assay.Assumptions{}, calm(),
			sender("a", assay.Send("b", 1), assay.Send("b", "x"), assay.Send("b", time.Second)), assay.Spawn("b", anything{})), 8, 13, 4},
		// Two generic actors of different types, a ping each: a square.
		{"generic", system("generic", assay.Assumptions{}, calm(), sender("a", assay.Broadcast([]assay.ID{"b", "c"}, ping{})),
			assay.Spawn("b", generic[string]{"", "x"}), assay.Spawn("c", generic[[]point]{nil, []point{{1, 2}}})), 4, 5, 3},
		{"embedded", system("embedded", assay.Assumptions{}, calm(), sender("a", assay.Send("b", ping{}), assay.Send("b", ping{})),
			assay.Spawn("b", embedding{base{2}, "two"})), 3, 3, 3},
		{"spawned as a pointer", system("pointed", assay.Assumptions{}, calm(), assay.Spawn("b", &pointed{2})), 3, 3, 3},
		{"timers without a clock", clockwork(assay.Assumptions{}, calm(), 1, fxs{setT}, nil), 2, 2, 2},
		{"recovers", recovering(func(disk assay.Disk) (cell, fxs) {
			return cell{assay.Load[int](disk, "n").Or(0) + len(disk.Keys())}, nil
		}), 3, 3, 3},
		// Persist, Erase and Sync change nothing that can be observed here but for the count.
		plain("all effects", receives(func() cell { return cell{} }, func(s cell, _ msg) (cell, fxs) {
			s.N++
			return s, fxs{assay.Persist("k", s.N), assay.Sync(), assay.Erase("k")}
		}, ping{}, ping{})),
	}
}

func TestGoodActors(t *testing.T) {
	for _, c := range append(good(), goodToo()...) {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.sys)
			wantNoFindings(t, r)
			wantVerdict(t, r, c.sys.Properties[0].Name, evidence.Holds)
			if r.States != c.states || r.Steps != c.steps || r.Depth != c.depth {
				t.Errorf("states %d, steps %d, depth %d; want %d, %d, %d", r.States, r.Steps, r.Depth, c.states, c.steps, c.depth)
			}
		})
	}
}
