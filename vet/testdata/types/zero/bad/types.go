// Package bad makes zero values of types whose zero is wrong.
package bad

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/zero/bad/other"
)

// ID is the identifier of the essay.
type ID = refine.Of[string, Lower3]

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

var lower3 = refine.And(refine.Bytes(3, 3), refine.Each("a-z"))

func (Lower3) Rule() refine.Rule[string] { return lower3 }
func (Lower3) Holds(s string) bool       { return lower3.Holds(s) }

// Quantity is at least one.
type Quantity = refine.Of[int, positive]

type positive struct{}

func (positive) Holds(n int) bool { return n > 0 }

// Line is one line of an order.
type Line struct {
	Item  ID
	Count Quantity
	Note  string
}

// Order is what a customer wants.
type Order struct {
	ID      ID
	Lines   []Line
	Payment Payment
}

// Payment says who pays from where.
type Payment struct {
	Payer   ID
	Account other.Account
}

// Audited is an Order that somebody looked at.
type Audited struct {
	Order
	By string
}

// Pair is two IDs in an array.
type Pair struct{ Ends [2]ID }

// Msg is what a shop receives.
type Msg interface{ shopMsg() }

// Place places an order.
type Place struct{ Order Order }

func (Place) shopMsg() {}

// Shop sells.
type Shop struct{}

// State is what a shop remembers.
type State struct {
	Last   ID
	Orders int
}

func (Shop) Start(self assay.ID) (State, assay.Effects) {
	return State{}, nil // HERE
}

func (Shop) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Place:
		return State{Orders: s.Orders + 1}, assay.Effects{assay.Send(from, m.Order.ID)} // HERE
	}
	return s, nil
}
