// Package proto holds sums whose values are handled in another package.
package proto

// Msg is what replicas send each other.
type Msg interface{ protoMsg() }

type (
	Prepare struct{ Ballot int }
	Promise struct{ Ballot int }
	Accept  struct {
		Ballot int
		Value  string
	}
	Accepted struct{ Ballot int }
)

func (Prepare) protoMsg()  {}
func (Promise) protoMsg()  {}
func (Accept) protoMsg()   {}
func (Accepted) protoMsg() {}

// Light is a closed enum.
type Light struct{ v uint8 }

// The lights.
var (
	Red   = Light{1}
	Amber = Light{2}
	Green = Light{3}
)

// Match is the fold of Msg.
func Match[T any](m Msg, prepare func(Prepare) T, promise func(Promise) T, accept func(Accept) T, accepted func(Accepted) T) T {
	switch m := m.(type) {
	case Prepare:
		return prepare(m)
	case Promise:
		return promise(m)
	case Accept:
		return accept(m)
	case Accepted:
		return accepted(m)
	}
	panic("proto: a Msg that is none of its variants")
}
