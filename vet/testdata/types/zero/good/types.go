// Package good fills what must not be zero, and leaves zero what may be.
package good

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// ID is the identifier of the essay.
type ID = refine.Of[string, Lower3]

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (Lower3) Rule() refine.Rule[string] { return lower3 }
func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }

// Note may be empty: its zero is right.
type Note = refine.Of[string, note]

type note struct{}

var noteRule = refine.Bytes(0, 140)

func (note) Rule() refine.Rule[string] { return noteRule }
func (note) Holds(s string) bool       { return noteRule.Holds(s) }

// Level may be 0, by hand.
type Level = refine.Of[int, level]

type level struct{}

func (level) Holds(n int) bool { return n%2 == 0 && n >= 0 }

// Line is one line of an order, whose note may be left out.
type Line struct {
	Item  ID
	Note  Note
	Level Level
}

// Order is what a customer wants.
type Order struct {
	ID    ID
	Lines []Line
	Gift  refine.Option[ID]
	Next  *Order
}

// Msg is what a shop receives.
type Msg interface{ shopMsg() }

// Place places an order.
type Place struct{ Order Order }

func (Place) shopMsg() {}

// Shop sells.
type Shop struct{}

// State is what a shop remembers: nothing in it is wrong when it is zero.
type State struct {
	Last   refine.Option[ID]
	Recent []ID
	Prices map[ID]int
	Note   Note
	Since  time.Duration
}

func (Shop) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Shop) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Place:
		return State{Last: refine.Some(m.Order.ID)}, nil
	}
	return s, nil
}

func (Shop) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	return State{Last: assay.Load[ID](disk, "last")}, nil
}
