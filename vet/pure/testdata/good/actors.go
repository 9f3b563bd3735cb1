package good

import (
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Actors of all shapes.

type server struct{ peers []assay.ID }

func (server) Start(assay.ID) (State, assay.Effects) { return State{}, nil }

func (a server) Receive(self assay.ID, s State, from assay.ID, m msg) (State, assay.Effects) {
	switch m := m.(type) {
	case listMsg:
		s.List = append(slices.Clone(m.L), m.weight())
		s.Opt = refine.Some(len(s.List))
	case ptrMsg:
		if m.P == nil {
			return s, nil
		}
		n := *m.P
		n.Next = nil
		s.Nodes = append(slices.Clone(s.Nodes), &n)
	}
	before, effects := s, assay.Effects(nil)
	s, effects = a.step(s)
	return s, append(effects, a.compare(before, s)...)
}

func (a server) step(s State) (State, assay.Effects) {
	s.N++
	return s, assay.Effects{assay.Persist("n", s.N), assay.Sync()}
}

func (a server) compare(before, after State) assay.Effects {
	var out assay.Effects
	for _, p := range a.peers {
		if !slices.Equal(before.List, after.List) {
			out = append(out, assay.Send(p, listMsg{after.List}))
		}
	}
	return out
}

func (a server) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	return assay.Load[State](disk, "s").Or(State{}), nil
}

type small struct{}

func (small) Holds(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return len(s) == 3
}

type stack[T any] struct{ items []T }

func (s stack[T]) push(v T) stack[T] {
	return stack[T]{append(s.items[:len(s.items):len(s.items)], v)}
}

func (s *stack[T]) pushOwn(v T) { s.items = append(s.items, v) }

//assay:pure
func stacks(s stack[int]) int {
	t := s.push(1).push(2)
	var own stack[string]
	own.pushOwn("a")
	return len(t.items) + len(own.items)
}
