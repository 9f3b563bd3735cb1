// Package bad forgets a case.
package bad

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/types/exhaustive/bad/proto"
)

// Msg is what the lock and its clients send each other.
type Msg interface{ lockMsg() }

type (
	Acquire struct{}
	Granted struct{}
	Release struct{}
)

func (Acquire) lockMsg() {}
func (Granted) lockMsg() {}
func (Release) lockMsg() {}

type State struct {
	Holder  assay.ID
	Held    bool
	Waiting int
}

// Server forgets to handle Release and Granted.
type Server struct{}

func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Server) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m.(type) { // HERE
	case Acquire:
		if s.Held {
			s.Waiting++
			return s, nil
		}
		return State{Holder: from, Held: true}, assay.Effects{assay.Send(from, Granted{})}
	}
	return s, nil
}

// Swallower returns the state unchanged for what it does not know.
type Swallower struct{}

func (Swallower) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Swallower) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m.(type) { // HERE
	case Acquire:
		return State{Holder: from, Held: true}, assay.Effects{assay.Send(from, Granted{})}
	case Release:
		return State{}, nil
	default: // OR HERE
		return s, nil
	}
}

// Empty has a default that does nothing at all.
type Empty struct{}

func (Empty) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Empty) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	var effects assay.Effects
	switch m := m.(type) { // HERE
	case Granted:
		s.Held = true
		effects = append(effects, assay.SetTimer("lease", time.Second), assay.Persist("granted", m))
	default: // OR HERE
	}
	return s, effects
}

// Remote handles messages of another package, and forgets Promise.
type Remote struct{}

func (Remote) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (Remote) Receive(self assay.ID, ballot int, from assay.ID, m proto.Msg) (int, assay.Effects) {
	switch m := m.(type) { // HERE
	case proto.Prepare:
		return m.Ballot, assay.Effects{assay.Send(from, proto.Promise{Ballot: m.Ballot})}
	case proto.Accept, proto.Accepted:
		return ballot, nil
	}
	return ballot, nil
}

// Pointer takes pointers where the variants are values: a value that is sent falls through.
type Pointer struct{}

func (Pointer) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (Pointer) Receive(self assay.ID, n int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) { // HERE
	case *Acquire:
		return n + 1, nil
	case *Release:
		return n - 1, nil
	case *Granted:
		return n, nil
	}
	return n, nil
}

// Delegating hands the message to a function that forgets one.
type Delegating struct{}

func (Delegating) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Delegating) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	return apply(s, from, m), nil
}

func apply(s State, from assay.ID, m Msg) State {
	switch m.(type) { // HERE
	case Acquire:
		s.Holder, s.Held = from, true
	case Granted:
	}
	return s
}

// Generic is a tree of any values; its variants are generic too.
type Generic[T any] interface{ tree(T) }

type Leaf[T any] struct{ Value T }

type Fork[T any] struct{ Left, Right Generic[T] }

type Void[T any] struct{}

func (Leaf[T]) tree(T) {}
func (Fork[T]) tree(T) {}
func (Void[T]) tree(T) {}

func size(t Generic[int]) int {
	switch t := t.(type) { // HERE
	case Leaf[int]:
		return 1
	case Fork[int]:
		return size(t.Left) + size(t.Right)
	}
	return 0
}

// Match forgets a variant in the fold itself.
func Match[T any](m Msg, acquire func(Acquire) T, granted func(Granted) T, release func(Release) T) (result T) {
	switch m := m.(type) { // HERE
	case Acquire:
		result = acquire(m)
	case Granted:
		result = granted(m)
	}
	return result
}

// nested switches over a sum inside a sum, and forgets in the inner one.
func nested(m Msg, p proto.Msg) int {
	switch m.(type) {
	case Acquire, Release:
		return 1
	case Granted:
		switch p.(type) { // HERE
		case proto.Prepare:
			return 2
		case proto.Promise:
			return 3
		case proto.Accept:
			return 4
		}
	}
	return 0
}

// inClosure forgets in a function literal.
func inClosure(all []Msg) (held int) {
	each := func(m Msg) {
		switch m.(type) { // HERE
		case Acquire:
		case Granted:
			held++
		}
	}
	for _, m := range all {
		each(m)
	}
	return held
}
