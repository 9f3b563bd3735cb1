// Package proto holds a sum that is its own.
package proto

// Msg is what replicas send each other.
type Msg interface{ protoMsg() }

type (
	Ping struct{ N int }
	Pong struct{ N int }
)

func (Ping) protoMsg()  {}
func (*Pong) protoMsg() {}

// Event has an exported method too, and is sealed all the same.
type Event interface {
	String() string
	event()
}

// Started is an Event.
type Started struct{ At int }

func (Started) String() string { return "started" }
func (Started) event()         {}

// Tree is a generic sum.
type Tree[T any] interface{ tree(T) }

// Leaf is a Tree.
type Leaf[T any] struct{ Value T }

func (Leaf[T]) tree(T) {}
