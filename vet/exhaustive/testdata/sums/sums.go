// Package sums has sums of every form, and switches over them outside handlers.
package sums

import (
	"errors"
	"fmt"
)

// Msg has variants that are values, and one that is a pointer.
type Msg interface{ isMsg() }

type (
	Ping  struct{ N int }
	Pong  struct{ N int }
	Stop  struct{}
	bell  struct{}
	Large struct{ Data [64]byte }
)

func (Ping) isMsg()   {}
func (Pong) isMsg()   {}
func (Stop) isMsg()   {}
func (bell) isMsg()   {}
func (*Large) isMsg() {}

func count(m Msg) (n int) {
	switch m := m.(type) { // want `switch on Msg misses Pong, bell and \*Large: name them`
	case Ping:
		n += m.N
	case Stop:
	}
	return n
}

func all(m Msg) int {
	switch m := m.(type) {
	case Ping:
		return m.N
	case Pong:
		return m.N
	case Stop, bell, *Large:
	}
	return 0
}

func swallows(m Msg, n int) int {
	switch m.(type) {
	case Ping, Pong, bell, *Large:
		return n + 1
	default: // want `default swallows Stop: name it`
		return n
	}
}

func swallowsAll(m Msg) (n int) {
	switch m.(type) {
	case Ping, Pong, Stop, bell:
		n++
	default: // want `default swallows \*Large: name it`
	}
	return n
}

func swallowsAfter(m Msg, n int) int {
	switch m.(type) { // want `switch on Msg misses Stop: name it`
	case Ping, Pong, bell, *Large:
		return n + 1
	}
	return n
}

func says(m Msg) (int, error) {
	switch m := m.(type) {
	case Ping:
		return m.N, nil
	default:
		return 0, errors.New("not a ping")
	}
}

func saysAfter(m Msg) (int, error) {
	switch m := m.(type) {
	case Ping:
		return m.N, nil
	}
	return 0, fmt.Errorf("%T is not a ping", m)
}

func panics(m Msg) int {
	switch m := m.(type) {
	case Ping:
		return m.N
	default:
		panic("not a ping")
	}
}

func isPing(m Msg) bool {
	switch m.(type) {
	case Ping:
		return true
	}
	return false
}

func isSmall(m Msg) bool {
	switch m.(type) { // want `switch on Msg misses Stop and bell: name them`
	case Ping, Pong:
		return true
	case *Large:
		return false
	}
	return true
}

// contains falls through to the answer for all others.
func contains(n Node) bool {
	switch n := n.(type) {
	case *Branch:
		if contains(n.Left) {
			return true
		}
	}
	return false
}

func number(m Msg) (int, bool) {
	switch m := m.(type) {
	case Ping:
		return m.N, true
	case Pong:
		return m.N, true
	}
	return 0, false
}

func name(m Msg) string {
	switch m.(type) {
	case Ping:
		return "ping"
	default: // want `default swallows Pong, Stop, bell and \*Large`
		return ""
	}
}

func first(m Msg) string {
	if _, ok := m.(Stop); ok {
		return "stop"
	}
	switch m.(type) {
	case Ping, Pong, bell:
		return "small"
	case *Large:
		return "large"
	}
	return ""
}

func nested(m Msg) string {
	switch m.(type) {
	case Ping, Pong:
		switch m.(type) {
		case Ping:
			return "ping"
		case Pong:
			return "pong"
		}
	case Stop, bell, *Large:
		switch m.(type) { // want `switch on Msg misses \*Large`
		case Stop, bell:
			return "no data"
		}
	}
	return ""
}

func bound(m Msg) string {
	switch m := m.(type) {
	case Ping, Pong, bell:
		switch m.(type) { // want `switch on Msg misses bell`
		case Ping:
			return "ping"
		case Pong:
			return "pong"
		}
	case Stop, *Large:
	}
	return ""
}

func converted(m Msg) (n int) {
	switch any(m).(type) { // want `switch on Msg misses Stop`
	case Ping, Pong, bell, *Large:
		n++
	}
	return n
}

func parameter[M Msg](m M) (n int) {
	switch any(m).(type) { // want `misses Stop`
	case Ping, Pong, bell, *Large:
		n++
	}
	return n
}

// describe asks for an ability, not for the variant.
func describe(m Msg) string {
	switch m := m.(type) {
	case fmt.Stringer:
		return m.String()
	}
	return ""
}

func wrongForm(m Msg) (n int) {
	switch m.(type) { // want `misses Stop \(a case on its pointer is no case on it\): name it`
	case Ping, Pong, bell, *Large:
		n++
	case *Stop:
		n--
	}
	return n
}

// handsOn leaves the rest to a function that takes the whole sum.
func handsOn(m Msg, n int) int {
	switch m := m.(type) {
	case Ping:
		return m.N
	default:
		return all(m)
	}
}

func afterwards(m Msg) int {
	switch m.(type) {
	case Stop:
		println("stops")
	}
	return all(m)
}

func each(all []Msg) (n int) {
	for _, m := range all {
		switch m := m.(type) { // want `misses Stop, bell and \*Large`
		case Ping:
			n += m.N
		case Pong:
			n -= m.N
		}
	}
	return n
}

//assay:ignore exhaustive it counts, and a new message counts nothing until somebody says so
func ignored(m Msg) (n int) {
	switch m.(type) {
	case Ping:
		n++
	}
	return n
}

// Request is a sum within a sum.
type Request interface {
	Message
	request()
}

type Message interface{ message() }

type (
	Get struct{}
	Put struct{}
	Ack struct{}
)

func (Get) message() {}
func (Get) request() {}
func (Put) message() {}
func (Put) request() {}
func (Ack) message() {}

func route(m Message) (n int) {
	switch m.(type) {
	case Request:
		n++
	case Ack:
		n--
	}
	return n
}

func misroute(m Message) (n int) {
	switch m.(type) { // want `switch on Message misses Ack`
	case Request:
		n++
	}
	return n
}

func flat(m Message) (n int) {
	switch m.(type) { // want `misses Put`
	case Get, Ack:
		n++
	}
	return n
}

// Node is made by pointer all the same.
type Node interface{ node() }

type (
	Leaf   struct{}
	Branch struct{ Left, Right Node }
)

func (Leaf) node()   {}
func (Branch) node() {}

var tree = &Branch{&Leaf{}, &Leaf{}}

func depth(n Node) int {
	switch n := n.(type) {
	case *Leaf:
		return 1
	case *Branch:
		return 1 + max(depth(n.Left), depth(n.Right))
	}
	return 0
}

// Tree is generic.
type Tree[T any] interface{ tree(T) }

type (
	Empty[T any] struct{}
	Full[T any]  struct{ Value T }
)

func (Empty[T]) tree(T) {}
func (Full[T]) tree(T)  {}

func size[T any](t Tree[T]) (n int) {
	switch t.(type) { // want `switch on Tree\[T\] misses Empty`
	case Full[T]:
		n++
	}
	return n
}

func whole[T any](t Tree[T]) (n int) {
	switch t.(type) {
	case Full[T]:
		n++
	case Empty[T]:
	}
	return n
}

// Switch is a closed enum.
type Switch struct{ v uint8 }

var (
	On      = Switch{1}
	Off     = Switch{2}
	Broken  = Switch{v: 3}
	Default = Off
)

func (s Switch) String() string {
	switch s { // want `switch on Switch misses Broken`
	case On:
		return "on"
	case Off:
		return "off"
	}
	return ""
}

func (s Switch) lit() bool {
	switch s {
	case On:
		return true
	case Default, Broken:
	}
	return false
}

func (s Switch) turn() Switch {
	switch s {
	case On:
		return Off
	case Off:
		return On
	default: // want `default swallows Broken`
		return s
	}
}

func (s Switch) must() string {
	switch s {
	case On:
		return "on"
	default:
		panic("neither")
	}
}

func same(s, other Switch) bool {
	switch s {
	case other:
		return true
	}
	return false
}

// Colour is a closed enum of functions.
type Colour struct{ name string }

func Red() Colour   { return Colour{"red"} }
func Green() Colour { return Colour{"green"} }
func Blue() Colour  { return Colour{"blue"} }

func warm(c Colour) (n int) {
	switch c { // want `switch on Colour misses Blue\(\)`
	case Red():
		n++
	case Green():
		n--
	}
	return n
}

// Token is a wrapped text of which two have names: no enum.
type Token struct{ text string }

var (
	root  = Token{"root"}
	guest = Token{"guest"}
)

func token(s string) Token { return Token{s} }

func known(t Token) (n int) {
	switch t {
	case root:
		n = 1
	}
	return n
}

// Phase is an enumeration of integers: what is missing is an advice.
type Phase uint8

const (
	Waiting Phase = iota
	Holding
	Done
	phaseCount = iota
)

func (p Phase) next() Phase {
	switch p { // want `switch on Phase misses Done`
	case Waiting:
		return Holding
	case Holding:
		return Done
	}
	return p
}

// Mode is a set of bits.
type Mode uint8

const (
	Read Mode = 1 << iota
	Write
)

func open(m Mode) (n int) {
	switch m {
	case Read:
		n++
	}
	return n
}

var _ = []any{count, all, swallows, swallowsAll, swallowsAfter, says, saysAfter, panics, isPing, contains, number, name, first, nested, bound, converted,
	parameter[Ping], describe, wrongForm, handsOn, afterwards, each, ignored, route, misroute, flat, depth, tree, size[int], whole[int], Switch.lit, Switch.turn,
	Switch.must, same, warm, guest, token, known, Phase.next, phaseCount, Read, Write, open}
