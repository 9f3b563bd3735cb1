package check_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// shape is a state that is an interface.
type shape interface{ area() int }
type square struct{ side *int }

func (s *square) area() int { return *s.side }

// good is explored with one, two and three workers: one answer, no findings, and each verdict as wanted.
func good(t *testing.T, sys assay.System, want evidence.Verdict, options ...check.Option) check.Result {
	t.Helper()
	if sys.Name == "" {
		sys.Name = "odd"
	}
	var first string
	var r check.Result
	for workers := 1; workers <= 3; workers++ {
		r = explore(t, sys, append([]check.Option{check.Workers(workers)}, options...)...)
		for _, f := range r.Findings() {
			t.Errorf("finding %s: %s", f.Finding, f.Why)
		}
		text := fmt.Sprint(r.States, r.Steps, r.Depth)
		for _, rec := range r.Records {
			if rec.Verdict != want {
				t.Errorf("%s: %v %s", rec.Property, rec.Verdict, rec.Why)
			}
			text += rec.Why + fmt.Sprint(rec.Figures)
			if rec.Trace != nil {
				text += rec.Trace.String()
			}
		}
		if first == "" {
			first = text
		} else if first != text {
			t.Errorf("%d workers:\n%s\nelse\n%s", workers, text, first)
		}
	}

	return r
}

// Nil interface and pointer states; any as message.
func TestNilStates(t *testing.T) {
	n := 7
	sys := assay.System{Actors: []assay.Participant{
		assay.Spawn("a", part[shape, any]{start: func(assay.ID) (shape, fx) {
			return nil, fx{assay.Broadcast([]assay.ID{"a", "b", "c", "d"}, 5), assay.Send("b", "text"), assay.Send("c", struct{ A, B int }{1, 2})}
		},
			receive: func(_ assay.ID, s shape, _ assay.ID, m any) (shape, fx) {
				if s == nil {
					return &square{&n}, nil
				}
				return nil, nil
			}}),
		assay.Spawn("b", part[*int, any]{receive: func(_ assay.ID, s *int, _ assay.ID, m any) (*int, fx) {
			switch m.(type) {
			case int:
				k := m.(int)
				return &k, fx{assay.Send("a", (*int)(nil)), assay.Send("d", &k)}
			case string:
				return nil, nil
			}
			return s, nil
		}}),
		assay.Spawn("c", part[any, any]{receive: func(_ assay.ID, s any, _ assay.ID, m any) (any, fx) {
			return m, fx{assay.Send("d", fmt.Sprintf("%T", s))}
		}}),
		assay.Spawn("d", part[struct{}, any]{}),
	}, Assume: assay.Assumptions{Crashes: assay.AtMost(2), Losses: assay.AtMost(1)}, Properties: []assay.Property{
		always("shape", func(v assay.View) bool {
			if !v.Up("a") || !v.Up("b") || !v.Up("c") {
				return assay.LastStateOf[struct{}](v, "d") == struct{}{}
			}
			s := assay.StateOf[shape](v, "a")
			p := assay.StateOf[*int](v, "b")
			_ = assay.StateOf[any](v, "c")
			return (s == nil || s.area() == 7) && (p == nil || *p == 5)
		}),
		always("last", func(v assay.View) bool {
			s := assay.LastStateOf[shape](v, "a")
			return s == nil || s.area() == 7
		}),
	}}
	good(t, sys, evidence.Holds)
	sys.Name = "odd2"
	sys.Properties = []assay.Property{always("never nil again", func(v assay.View) bool {
		return !(assay.LastStateOf[any](v, "c") != nil && !v.Up("a") && !v.Up("b"))
	})}
	good(t, sys, evidence.Violated)
}

type ring[T comparable] struct {
	Next  assay.ID
	Limit T
	Inc   int
}
type token[T comparable] struct {
	V    T
	Seen map[assay.ID]T
}

func (r ring[T]) Start(self assay.ID) (map[assay.ID]T, fx) {
	return nil, fx{assay.Send(r.Next, &token[T]{Seen: map[assay.ID]T{self: r.Limit}})}
}
func (r ring[T]) Receive(self assay.ID, s map[assay.ID]T, from assay.ID, m *token[T]) (map[assay.ID]T, fx) {
	next := map[assay.ID]T{}
	for k, v := range s {
		next[k] = v
	}
	var zero T
	if next[from] == r.Limit && r.Limit != zero {
		return s, nil
	}
	next[from] = r.Limit
	out := token[T]{V: m.V, Seen: map[assay.ID]T{}}
	for k, v := range m.Seen {
		out.Seen[k] = v
	}
	out.Seen[self] = r.Limit
	return next, fx{assay.Send(r.Next, &out)}
}

type wrapped struct {
	assay.Actor[map[assay.ID]int, *token[int]]
}

func TestGenericsAndMaps(t *testing.T) {
	limits := map[assay.ID]int{"x": 3, "y": 3, "z": 3}
	sys := assay.System{Actors: []assay.Participant{
		assay.Spawn("x", wrapped{ring[int]{"y", 3, 1}}), assay.Spawn("y", &ring[int]{"z", 3, 1}), assay.Spawn("z", ring[int]{"x", 3, 1}),
	}, Assume: assay.Assumptions{Crashes: assay.AtMost(1), Duplicates: assay.AtMost(1)}, Properties: []assay.Property{
		assay.Always("limits", func(v assay.View) error {
			for id, limit := range limits {
				if !v.Up(id) {
					continue
				}
				for _, n := range assay.StateOf[map[assay.ID]int](v, id) {
					if n > limit {
						return errors.New("wrong")
					}
				}
			}
			return nil
		}),
		assay.Sometimes("all", func(v assay.View) bool {
			for id := range limits {
				if !v.Up(id) || len(assay.StateOf[map[assay.ID]int](v, id)) == 0 {
					return false
				}
			}
			return true
		}),
	}}
	good(t, sys, evidence.Holds)
	sys.Name = "v"
	sys.Properties = []assay.Property{assay.Always("empty", func(v assay.View) error {
		for id := range limits {
			if v.Up(id) && len(assay.StateOf[map[assay.ID]int](v, id)) > 0 {
				return errors.New("wrong")
			}
		}
		return nil
	})}
	good(t, sys, evidence.Violated)
}

func TestHugeMessages(t *testing.T) {
	huge := strings.Repeat("x", 5<<20)
	sys := assay.System{Actors: []assay.Participant{sends("a", assay.Send("b", huge), assay.Send("b", []byte(huge)), assay.Send("b", huge+"y")),
		assay.Spawn("b", part[int, any]{receive: func(_ assay.ID, s int, _ assay.ID, m any) (int, fx) { return s + 1, nil }})},
		Properties: []assay.Property{always("few", func(v assay.View) bool { return assay.StateOf[int](v, "b") < 3 })}}
	r := good(t, sys, evidence.Violated)
	if r.States != 8 {
		t.Error(r.States)
	}
}

// 300 actors: the first level has 900 states, a delivery, a loss and a crash of each.
func TestManyActors(t *testing.T) {
	var sys assay.System
	var ids []assay.ID
	for i := range 300 {
		ids = append(ids, assay.ID(fmt.Sprint("p", i)))
	}
	for _, id := range ids {
		sys.Actors = append(sys.Actors, assay.Spawn(id, part[int, any]{
			start: func(self assay.ID) (int, fx) {
				if self == "p0" {
					return 0, fx{assay.Broadcast(ids, 1)}
				}
				return 0, nil
			},
			receive: func(_ assay.ID, s int, _ assay.ID, m any) (int, fx) { return s + m.(int), nil }}))
	}
	sys.Assume = assay.Assumptions{Order: assay.FIFO, Losses: assay.AtMost(1), Crashes: assay.AtMost(1)}
	sys.Properties = []assay.Property{always("once", func(v assay.View) bool {
		sum := 0
		for _, s := range assay.Each[int](v) {
			sum += s
		}
		return sum < 1
	})}
	good(t, sys, evidence.Violated, check.States(500))
}

// An actor sends itself 1 and 2 under FIFO, and two more than each that is less than 3. It crashes once.
func TestSelfFIFO(t *testing.T) {
	sys := assay.System{Actors: []assay.Participant{assay.Spawn("a", part[[]int, any]{
		start: func(self assay.ID) ([]int, fx) { return nil, fx{assay.Send(self, 1), assay.Send(self, 2)} },
		receive: func(self assay.ID, s []int, from assay.ID, m any) ([]int, fx) {
			s = append(slices.Clone(s), m.(int))
			if m.(int) < 3 {
				return s, fx{assay.Send(self, m.(int)+2)}
			}
			return s, nil
		}})},
		Assume: assay.Assumptions{Order: assay.FIFO, Crashes: assay.AtMost(1)},
		Properties: []assay.Property{always("in order", func(v assay.View) bool {
			return !v.Up("a") || slices.IsSorted(assay.StateOf[[]int](v, "a"))
		})}}
	r := good(t, sys, evidence.Holds)
	// 5 states before a crash (0..4 received), one down (its own queue is lost), 5 after: 11.
	if r.States != 11 {
		t.Errorf("%d states, want 11", r.States)
	}
}

// FIFO with crashes: what b had sent to a is lost when b crashes, and what a sends to b while it is down is lost.
func TestFIFOCrash(t *testing.T) {
	sys := assay.System{Actors: []assay.Participant{
		assay.Spawn("a", timedPart[[]int, any]{
			part:    part[[]int, any]{start: func(assay.ID) ([]int, fx) { return nil, fx{assay.SetTimer("t", 1)} }, receive: func(_ assay.ID, s []int, _ assay.ID, m any) ([]int, fx) { return append(slices.Clone(s), m.(int)), nil }},
			timeout: func(_ assay.ID, s []int, _ string) ([]int, fx) { return s, fx{assay.Send("b", 9)} }}),
		assay.Spawn("b", part[bool, any]{
			start:   func(assay.ID) (bool, fx) { return false, fx{assay.Send("a", 1)} },
			receive: func(_ assay.ID, s bool, _ assay.ID, m any) (bool, fx) { return true, nil }}),
	}, Assume: assay.Assumptions{Order: assay.FIFO, Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}}}}
	sys.Properties = []assay.Property{always("p", func(v assay.View) bool { return len(assay.StateOf[[]int](v, "a")) <= 2 })}
	r := good(t, sys, evidence.Holds)
	// a: list L, timer T; queue q of b to a. b: up0 (life 0), down, up1. Before the crash: (q=1,L=[]) or (q=0,L=[1]); timer: set, sent, delivered: 3.
	// life 0: 2*3 = 6. down: L in {[],[1]}; timer in {set, gone (lost or delivered, state of b gone)}: 4. life 1: L x q: from [] : (q1,[]),(q0,[1]); from [1]: (q1,[1]),(q0,[1,1]); = 4.
	// timer: set, in flight, delivered, lost before: 4. 16. Total 26.
	if r.States != 26 {
		t.Errorf("%d states, want 26", r.States)
	}
}
