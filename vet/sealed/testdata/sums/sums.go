// Package sums puts nil into sums.
package sums

import (
	"errors"
	"reflect"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type (
	Ping  struct{ N int }
	Pong  struct{ N int }
	Large struct{ Data [64]byte }
)

func (Ping) isMsg()   {}
func (Pong) isMsg()   {}
func (*Large) isMsg() {}

// Signed embeds the sum in its own package, which may do so.
type Signed struct {
	Msg
	By string
}

// Envelope holds a sum.
type Envelope struct {
	To  string
	Msg Msg
}

var (
	_       Msg = (*Large)(nil) // it implements the sum
	current Msg
	last    Msg = nil // want `nil is assigned to last where Msg is one of Ping, Pong, Large, Signed: use refine.Option\[Msg\]`
	Public  Msg
)

func take(m Msg, more ...Msg) bool { return m != nil && len(more) == 0 }

func passed(m Msg) {
	take(nil)                 // want `nil is passed where Msg is`
	take(m, Ping{}, nil)      // want `nil is passed where Msg is`
	take((*Large)(nil))       // want `\(\*Large\)\(nil\) is passed where Msg is`
	take(Ping{}, []Msg{m}...) // a slice
	take(m)
	take(Public)
	take(current) // want `current, which is nil, is passed where Msg is`
}

func unset() {
	var m Msg
	take(m) // want `m, which is nil, is passed where Msg is`
	if m == nil {
		return
	}
}

func set(ping bool) Msg {
	var m Msg
	if ping {
		m = Ping{}
	} else {
		m = Pong{}
	}
	return m
}

func filled() Msg {
	var m Msg
	fill(&m)
	return m
}

// Node is a generic sum.
type Node[T any] interface{ node(T) }

// Leaf is a Node.
type Leaf[T any] struct{ Value T }

func (Leaf[T]) node(T) {}

func converted(m Msg) (any, error) {
	tree := Node[int](nil) // want `Node\[int\]\(nil\) is nil where Node\[int\] is one of Leaf: use refine.Option\[Node\[int\]\]`
	take(Msg(nil))         // want `Msg\(nil\) is passed where Msg is`
	if m == Msg(nil) {
		return Msg(nil), errors.New("none")
	}
	_ = Msg(nil)
	println(tree == nil)
	return (Msg(nil)), nil // want `Msg\(nil\) is nil where Msg is one of`
}

func fill(m *Msg) { *m = Ping{} }

func assigned(e Envelope) Envelope {
	e.Msg = nil // want `nil is assigned to e.Msg where Msg is`
	e.Msg = Ping{}
	return e
}

func returned(n int) Msg {
	if n == 0 {
		return nil // want `nil is returned where Msg is`
	}
	return Ping{n}
}

func withError(n int) (Msg, error) {
	switch n {
	case 0:
		return nil, errors.New("none")
	case 1:
		return nil, nil // want `nil is returned where Msg is`
	}
	return Ping{n}, nil
}

func withBool(n int) (Msg, bool) {
	switch n {
	case 0:
		return nil, false
	case 1:
		return nil, true // want `nil is returned where Msg is`
	case 2:
		return nil, n > 2
	}
	return Ping{n}, true
}

func elements(ch chan Msg) []Msg {
	all := []Msg{Ping{}, nil}          // want `nil is an element where Msg is`
	all = append(all, nil)             // want `nil is appended where Msg is`
	byName := map[string]Msg{"a": nil} // want `nil is an element where Msg is`
	two := [2]Msg{1: nil}              // want `nil is an element where Msg is`
	ch <- nil                          // want `nil is sent where Msg is`
	_, _ = byName, two
	var none []Msg = nil
	return append(all, none...)
}

func fields() []Envelope {
	return []Envelope{
		{To: "a", Msg: Ping{}},
		{To: "a"},           // want `Msg is left out, and so nil where Msg is one of Ping, Pong, Large, Signed: give it a value, or make it a refine.Option\[Msg\]`
		{"a", nil},          // want `nil is given to Msg where Msg is`
		{To: "a", Msg: nil}, // want `nil is given to Msg where Msg is`
	}
}

func pointers() []*Envelope {
	return []*Envelope{
		{To: "a"}, // want `Msg is left out`
		{},        // want `Msg is left out`
	}
}

func blank(n int) (Envelope, error) {
	if n == 0 {
		return Envelope{}, errors.New("none")
	}
	if reflect.TypeOf(Envelope{}).NumField() == n {
		return Envelope{}, nil // want `Msg is left out`
	}
	e := Envelope{To: "a", Msg: Ping{}}
	if e == (Envelope{}) {
		return e, nil
	}
	return e, nil
}

// Maybe compares its field with nil, so that leaving it out is an advice.
type Maybe struct{ Msg Msg }

func (m Maybe) some() bool { return m.Msg != nil }

func none() Maybe { return Maybe{} } // want `Msg is left out`

// Later gets its field in a second step.
type Later struct{ Msg Msg }

func later() Later {
	l := Later{}
	l.Msg = Ping{}
	return l
}

// Row has a field that nearly no literal gives.
type Row struct {
	Kind int
	Msg  Msg
}

var rows = []Row{{Kind: 1}, {Kind: 2}, {Kind: 3}, {Kind: 4}, {Kind: 5, Msg: Ping{}}}

// search is a choice of behaviours, not a sum of data.
type search interface{ run() int }

type deep struct{}

func (deep) run() int { return 1 }

type engine struct{ search search }

func newEngine() *engine { return &engine{} }

//assay:ignore sealed the zero envelope marks the end of the queue
func ignored() Envelope { return Envelope{} }

func effects(to assay.ID, m Msg) assay.Effects {
	var never Msg
	return assay.Effects{
		assay.Send(to, m),
		assay.Send(to, nil),                  // want `nil is sent as a message by assay.Send, and no actor handles it: send a variant`
		assay.Broadcast([]assay.ID{to}, nil), // want `nil is sent as a message by assay.Broadcast`
		assay.Send(to, never),                // want `never, which is nil, is sent as a message by assay.Send`
		nil,                                  // want `nil is an element where assay.Effect is one of SendEffect, TimerEffect, DiskEffect, SyncEffect, ...: use`
	}
}

// named results are blank until they are set.
func named() (m Msg, err error) {
	if m = Msg(Ping{}); err != nil {
		return
	}
	return m, nil
}

func compares(m Msg) int {
	switch m.(type) {
	case nil:
		return 0
	}
	if m == nil || nil != m {
		return 1
	}
	return 2
}

var _ = []any{Maybe.some, none, later, rows, deep{}, newEngine,
	last, passed, unset, set, filled, assigned, returned, withError, withBool, elements, fields, pointers, blank, ignored, effects, named, compares}
