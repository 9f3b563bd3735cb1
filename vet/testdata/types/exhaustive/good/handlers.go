// Package good handles every case, or switches over what is open.
package good

import (
	"fmt"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/types/exhaustive/good/proto"
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

// Ask is another name of Acquire.
type Ask = Acquire

type State struct{ Held bool }

// Server handles all three, two of them in one case.
type Server struct{}

func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Server) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m.(type) {
	case Acquire:
		return State{Held: true}, assay.Effects{assay.Send(from, Granted{})}
	case Granted, Release:
		return State{}, nil
	}
	return s, nil
}

// Loud panics for what cannot be.
type Loud struct{}

func (Loud) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Loud) Receive(self assay.ID, s State, from assay.ID, m Msg) (State, assay.Effects) {
	switch m := m.(type) {
	case Ask:
		s.Held = true
	case Release:
		s.Held = false
	case Granted:
		// A client's message: nothing is to be done.
	default:
		panic(fmt.Sprintf("lock: a %T, expected a Msg", m))
	}
	return s, nil
}

// Remote handles messages of another package by their fold.
type Remote struct{}

func (Remote) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (Remote) Receive(self assay.ID, ballot int, from assay.ID, m proto.Msg) (int, assay.Effects) {
	next := proto.Match(m,
		func(p proto.Prepare) int { return p.Ballot },
		func(p proto.Promise) int { return max(ballot, p.Ballot) },
	)
	return next, nil
}

// Pointers is a sum of pointers.
type Pointers interface{ pointers() }

type (
	Put struct{ Key, Value string }
	Del struct{ Key string }
)

func (*Put) pointers() {}
func (*Del) pointers() {}

func key(p Pointers) string {
	switch p := p.(type) {
	case *Put:
		return p.Key
	case *Del:
		return p.Key
	}
	panic("unreachable")
}

// Op is a sum that has a sum in it.
type Op interface{ op() }

// ReadOp is an Op that changes nothing.
type ReadOp interface {
	Op
	read()
}

type (
	Get  struct{ Key string }
	List struct{}
	Set  struct{ Key string }
)

func (Get) op()    {}
func (List) op()   {}
func (Set) op()    {}
func (Get) read()  {}
func (List) read() {}

func writes(o Op) bool {
	switch o.(type) {
	case ReadOp:
		return false
	case Set:
		return true
	}
	panic("unreachable")
}

func reads(o ReadOp) string {
	switch o := o.(type) {
	case Get:
		return o.Key
	case List:
		return "*"
	}
	panic("unreachable")
}

// Tree is generic, and so are its variants.
type Tree[T any] interface{ tree(T) }

type (
	Leaf[T any] struct{ Value T }
	Fork[T any] struct{ Left, Right Tree[T] }
)

func (Leaf[T]) tree(T) {}
func (Fork[T]) tree(T) {}

func size[T any](t Tree[T]) int {
	switch t := t.(type) {
	case Leaf[T]:
		return 1
	case Fork[T]:
		return size(t.Left) + size(t.Right)
	}
	panic("unreachable")
}

func withNil(m Msg) string {
	switch m.(type) {
	case nil:
		return "nothing"
	case Acquire:
		return "acquire"
	case Granted:
		return "granted"
	case Release:
		return "release"
	}
	panic("unreachable")
}

func checked(m Msg) (int, error) {
	switch m.(type) {
	case Acquire, Granted:
		return 1, nil
	case Release:
		return -1, nil
	default:
		return 0, fmt.Errorf("lock: a %T, expected a Msg", m)
	}
}

// named handles every variant that has a name here, and says so of the rest.
func named(e proto.Event) (string, error) {
	switch e.(type) {
	case proto.Started:
		return "started", nil
	case proto.Stopped:
		return "stopped", nil
	default:
		return "", fmt.Errorf("an event %T that is not known here", e)
	}
}
