// Package proto holds sums whose values are handled in another package.
package proto

// Msg is what replicas send each other.
type Msg interface{ protoMsg() }

type (
	Prepare struct{ Ballot int }
	Promise struct{ Ballot int }
)

func (Prepare) protoMsg() {}
func (Promise) protoMsg() {}

// Match is the fold of Msg.
func Match[T any](m Msg, prepare func(Prepare) T, promise func(Promise) T) T {
	switch m := m.(type) {
	case Prepare:
		return prepare(m)
	case Promise:
		return promise(m)
	}
	panic("proto: a Msg that is none of its variants")
}

// Event has a variant that nobody outside can name.
type Event interface{ event() }

type (
	Started struct{}
	Stopped struct{}
	unknown struct{ raw string }
)

func (Started) event() {}
func (Stopped) event() {}
func (unknown) event() {}

// Parse reads an event; what it does not know is an Event too.
func Parse(text string) Event {
	switch text {
	case "started":
		return Started{}
	case "stopped":
		return Stopped{}
	}
	return unknown{text}
}

// Light is a closed enum.
type Light struct{ v uint8 }

// The lights.
var (
	Red   = Light{1}
	Amber = Light{2}
	Green = Light{3}

	broken = Light{4}
)

// Read reads a light.
func Read(n int) Light {
	if n > 3 {
		return broken
	}
	return []Light{Red, Amber, Green, broken}[n%4]
}

// Shape is open: its method can be had by any type.
type Shape interface{ Area() float64 }

type (
	Circle struct{ R float64 }
	Square struct{ A float64 }
)

func (c Circle) Area() float64 { return 3.14 * c.R * c.R }
func (s Square) Area() float64 { return s.A * s.A }
