//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package blackbox_test

import (
	"math/rand"
	"slices"
	"sync"
	"time"

	"github.com/assay-dev/assay"
)

// DESIGN 3 and SEMANTICS, handlers: a changed argument or a write into the spare capacity of one of its slices is a finding: not pure.
func impure() []badActor {
	pure := func(name string, spoil func(s *bag)) badActor { return badActor{name, "pure", bagged(spoil)} }
	big := func() []int { return []int{3, 1, 2} }
	return []badActor{
		pure("writes an element", func(s *bag) { s.L[0] = 9 }),
		pure("writes the last element", func(s *bag) { s.L[len(s.L)-1]++ }),
		pure("writes a map", func(s *bag) { s.M["c"] = 3 }),
		pure("overwrites in a map", func(s *bag) { s.M["a"] = 3 }),
		pure("deletes from a map", func(s *bag) { delete(s.M, "a") }),
		pure("clears a map", func(s *bag) { clear(s.M) }),
		pure("writes through a pointer", func(s *bag) { s.P.N++ }),
		pure("writes through a pointer in a map", func(s *bag) { s.PM["k"].N++ }),
		pure("writes through a pointer in a slice", func(s *bag) { s.PL[0].N++ }),
		pure("writes through a pointer in an array", func(s *bag) { s.A[1].N++ }),
		pure("writes a slice in a slice", func(s *bag) { s.LL[1][0] = 9 }),
		pure("writes a slice in a map", func(s *bag) { s.More["k"][0] = 9 }),
		pure("writes a slice behind an interface", func(s *bag) { s.Any.([]int)[0] = 9 }),
		pure("sorts in place", func(s *bag) { slices.Sort(s.L) }),
		pure("reverses in place", func(s *bag) { slices.Reverse(s.L) }),
		pure("copies over", func(s *bag) { copy(s.L, []int{7, 8}) }),
		pure("deletes in place", func(s *bag) { s.L = slices.Delete(s.L, 0, 1) }),
		pure("filters in place", func(s *bag) { s.L = append(s.L[:0], s.L[1:]...) }),
		pure("appends within the argument", func(s *bag) { s.LL = append(s.LL[:1], []int{9}) }),
		pure("appends", func(s *bag) { s.L = append(s.L, 4) }),
		pure("appends in a slice of slices", func(s *bag) { s.LL = append(slices.Clone(s.LL), append(s.LL[0], 4)) }),
		pure("appends and keeps the length", func(s *bag) { s.N = len(append(s.L, 4)) }),
		pure("writes and drops the state", func(s *bag) { s.P.N = 9; *s = bag{} }),
		// The trap of SEMANTICS: both appends write the same place; the second run may also answer otherwise.
		{"appends twice to one slice", "pure deterministic", bagged(func(s *bag) {
			first, second := append(s.L, 1), append(s.L, 2)
			s.LL = [][]int{first, second}
		})},
		{"writes a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(list).L[0] = 9
			return s, fxs{assay.Send("a", ping{})}
		}, list{big()})},
		{"sorts a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			s.L = m.(list).L
			slices.Sort(s.L)
			return s, nil
		}, list{big()})},
		{"appends to a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			s.L = append(m.(list).L, 9)
			return s, nil
		}, list{big()})},
		{"writes a message's map", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(table).M["x"] = 9
			return s, fxs{assay.Send("a", ping{})}
		}, table{map[string]int{"x": 1}})},
		{"writes through a message's pointer", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(ref).P.N++
			return s, fxs{assay.Send("a", ping{})}
		}, ref{&cell{1}})},
		{"writes in Timeout", "pure", firing(func(s bag) (bag, fxs) {
			s.M["a"] = 9
			return s, nil
		})},
		{"writes only the third time", "pure", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			if s.N++; s.N == 3 {
				s.L[1] = 9
			}
			return s, nil
		}, ping{}, ping{}, ping{})},
	}
}

var (
	globalCount int
	globalKept  int
	globalLast  *cell
)

type selfCounting struct{ calls *int }

func (selfCounting) Start(self assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send(self, ping{})} }
func (a selfCounting) Receive(_ assay.ID, _ cell, _ assay.ID, _ msg) (cell, fxs) {
	*a.calls++
	return cell{*a.calls}, nil
}

type remembering struct{ calls int }

func (*remembering) Start(self assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send(self, ping{})} }
func (a *remembering) Receive(_ assay.ID, _ cell, _ assay.ID, _ msg) (cell, fxs) {
	a.calls++
	return cell{a.calls}, nil
}

func manyKeys() map[int]int {
	m := map[int]int{}
	for i := range 300 {
		m[i] = i
	}
	return m
}

// DESIGN 3 and SEMANTICS, handlers: one that answers twice differently is a finding: not deterministic. A handler that tells two
// canonically equal values apart is a finding.
func unsteady() []badActor {
	steady := func(name string, number func(int) int) badActor {
		return badActor{name, "deterministic", counting(number)}
	}
	var once sync.Once
	return []badActor{
		steady("reads the time", func(int) int { return int(time.Now().UnixNano()) }),
		steady("reads chance", func(int) int { return rand.Int() }),
		steady("reads chance in the end", func(n int) int {
			if n == 3 {
				return rand.Int()
			}
			return n
		}),
		steady("counts in a package variable", func(int) int { globalCount++; return globalCount }),
		steady("answers what it was asked before", func(n int) int {
			before := globalKept
			globalKept = time.Now().Nanosecond() + n
			return before
		}),
		steady("does it once", func(int) (first int) { once.Do(func() { first = 1 }); return first }),
		steady("lets the scheduler choose", func(int) (bits int) {
			for range 60 {
				a, b := make(chan int, 1), make(chan int, 1)
				a <- 0
				b <- 1
				select {
				case x := <-a:
					bits = bits*2 + x
				case x := <-b:
					bits = bits*2 + x
				}
			}
			return bits
		}),
	}
}

// unsteadyToo are more of them, each with a system of its own.
func unsteadyToo() []badActor {
	return []badActor{
		{"counts behind a pointer in the actor", "deterministic", system("behind", assay.Assumptions{}, calm(), assay.Spawn("b", selfCounting{new(int)}))},
		{"counts in the actor", "deterministic", system("inside", assay.Assumptions{}, calm(), assay.Spawn("b", &remembering{}))},
		{"keeps its argument and changes it later", "deterministic pure", receives(func() ref { return ref{&cell{1}} }, func(s ref, _ msg) (ref, fxs) {
			if globalLast == nil {
				globalLast = s.P
			}
			globalLast.N++
			return ref{&cell{globalLast.N}}, nil
		}, ping{})},
		// 300 keys: two runs in the same order are next to impossible.
		{"map order into the state", "deterministic", receives(manyKeys, func(s map[int]int, _ msg) (map[int]int, fxs) {
			next, i := map[int]int{}, 0
			for k := range s {
				next[k] = i
				i++
			}
			return next, nil
		}, ping{}, ping{})},
		{"map order into the order of messages", "deterministic", func() assay.System {
			sys := receives(manyKeys, func(s map[int]int, _ msg) (map[int]int, fxs) {
				var effects fxs
				for k := range s {
					effects = append(effects, assay.Send("a", num{k}))
				}
				return nil, effects
			}, ping{}, ping{})
			sys.Assume.Order = assay.FIFO
			return sys
		}()},
		{"time in a message", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Send("a", num{int(time.Now().UnixNano())})}
		}, ping{})},
		{"chance in a message", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Send("a", num{rand.Int()})}
		}, ping{})},
		{"chance on its disk", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Persist("n", rand.Int())}
		}, ping{})},
		{"chance in Timeout", "deterministic", firing(func(s bag) (bag, fxs) { s.N = rand.Int(); return s, nil })},
		{"chance in Start", "deterministic", receives(rand.Int, func(s int, _ msg) (int, fxs) { return s, nil }, ping{})},
		{"chance in Recover", "deterministic", recovering(func(assay.Disk) (cell, fxs) { return cell{rand.Int()}, nil })},
		// Runs get slices clipped to their length, and then slices with spare capacity.
		{"reads spare capacity", "deterministic pure", receives(fullBag, func(s bag, _ msg) (bag, fxs) { s.N = cap(s.L) - len(s.L); return s, nil }, ping{})},
		// Nil and empty are the same.
		{"tells a nil slice from an empty one", "deterministic pure", receives(func() bag { return bag{L: []int{}} }, func(s bag, _ msg) (bag, fxs) {
			if s.L == nil {
				s.N = 1
			}
			return s, fxs{assay.Send("a", ping{})}
		}, ping{})},
		{"tells a nil map from an empty one", "deterministic pure", receives(func() bag { return bag{} }, func(s bag, _ msg) (bag, fxs) {
			if s.M == nil {
				s.N = 1
			}
			return s, fxs{assay.Send("a", ping{})}
		}, ping{})},
	}
}
