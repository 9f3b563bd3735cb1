// Package handlers has actors whose switches are on the message that they received.
package handlers

import (
	"fmt"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type (
	Acquire struct{}
	Granted struct{ Term int }
	Release struct{}
)

func (Acquire) isMsg() {}
func (Granted) isMsg() {}
func (Release) isMsg() {}

type misses struct{}

func (misses) Start(assay.ID) (int, assay.Effects) { return 0, nil }

func (misses) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) { // want `switch on Msg misses Granted and Release: name them, with an empty case where nothing is to be done`
	case Acquire:
		return s + 1, nil
	}
	return s, nil
}

type swallows struct{ misses }

func (swallows) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Acquire:
		return s + 1, nil
	case Granted:
		return s - 1, nil
	default: // want `default swallows Release: name it`
		return s, nil
	}
}

type complains struct{ misses }

func (complains) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m := m.(type) {
	case Acquire:
		return s + 1, nil
	default: // want `default stands for Granted and Release in a handler: name them`
		panic(fmt.Sprintf("unexpected %T", m))
	}
}

type afterwards struct{ misses }

func (afterwards) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) { // want `switch on Msg misses Granted and Release: name them`
	case Acquire:
		return s + 1, nil
	}
	return s, assay.Effects{assay.Send(from, Release{})}
}

type everything struct{ misses }

func (everything) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m := m.(type) { // want `switch on Msg misses Acquire, Granted and Release`
	case nil:
		_ = m
	}
	return s, nil
}

// complete names each.
type complete struct{ misses }

func (complete) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m := m.(type) {
	case Acquire:
		return s + 1, nil
	case Granted:
		return m.Term, nil
	case Release: // is never sent here
	}
	return s, nil
}

// careful names each, and has a default for what is no message of its own.
type careful struct{ misses }

func (careful) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Acquire:
		return s + 1, nil
	case Granted, Release:
		return s, nil
	default:
		return s, nil
	}
}

// wraps looks at one message and leaves the rest to another actor.
type wraps struct{ complete }

func (a wraps) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Acquire:
		return s, nil
	default:
		return a.complete.Receive(self, s, from, m)
	}
}

// filters looks at one message first.
type filters struct{ complete }

func (a filters) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Acquire:
		if s > 3 {
			return s, nil
		}
	}
	return a.complete.Receive(self, s, from, m)
}

// one is about one message alone.
type one struct{ misses }

func (one) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	if _, ok := m.(Granted); !ok {
		return s, nil
	}
	return s + 1, nil
}

// phases has a state that is a sum: a default that panics is right for a state.
type Phase interface{ phase() }

type (
	Idle struct{}
	Busy struct{}
)

func (Idle) phase() {}
func (Busy) phase() {}

type phases struct{}

func (phases) Start(assay.ID) (Phase, assay.Effects) { return Idle{}, nil }

func (phases) Receive(self assay.ID, p Phase, from assay.ID, m Msg) (Phase, assay.Effects) {
	switch p.(type) {
	case Idle:
		return Busy{}, nil
	default:
		panic("busy")
	}
}

type forgets struct{ phases }

func (forgets) Receive(self assay.ID, p Phase, from assay.ID, m Msg) (Phase, assay.Effects) {
	switch p.(type) { // want `switch on Phase misses Busy`
	case Idle:
		return Busy{}, nil
	}
	return p, nil
}

// literal is a handler without a name.
var literal = func(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Acquire, Release:
		return s + 1, nil
	default: // want `default stands for Granted in a handler: name it`
		return -1, nil
	}
}

var _ = []any{assay.Spawn("a", misses{}), swallows{}, complains{}, afterwards{}, everything{}, complete{}, careful{}, wraps{}, filters{}, one{}, phases{}, forgets{}}
