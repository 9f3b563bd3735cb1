// Package seats sells the last seat, twice. It is the first system of the README, which shows this file.
package seats

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// Msg is every message of this system.
type Msg interface{ seatsMsg() }

type (
	Ask  struct{}            // a buyer asks how many seats are left
	Left struct{ Seats int } // the shop answers
	Book struct{}            // the buyer takes one
)

func (Ask) seatsMsg()  {}
func (Left) seatsMsg() {}
func (Book) seatsMsg() {}

// Shop has so many seats. Its state is how many are left.
type Shop struct{ Seats int }

// Start is the state in which the shop begins, and what it does first.
func (s Shop) Start(self assay.ID) (int, assay.Effects) { return s.Seats, nil }

// Receive is the state after a message, and what the shop does about it.
func (s Shop) Receive(self assay.ID, left int, from assay.ID, msg Msg) (int, assay.Effects) {
	switch msg.(type) {
	case Ask:
		return left, assay.Effects{assay.Send(from, Left{Seats: left})}
	case Book:
		return left - 1, nil
	case Left: // a buyer's
	}
	return left, nil
}

// Buyer asks the shop, and books if there is a seat. Its state is whether it has booked.
type Buyer struct{ Shop assay.ID }

// Start asks.
func (b Buyer) Start(self assay.ID) (bool, assay.Effects) {
	return false, assay.Effects{assay.Send(b.Shop, Ask{})}
}

// Receive books.
func (b Buyer) Receive(self assay.ID, booked bool, from assay.ID, msg Msg) (bool, assay.Effects) {
	if answer, ok := msg.(Left); ok && answer.Seats > 0 {
		return true, assay.Effects{assay.Send(b.Shop, Book{})}
	}
	return booked, nil
}

// System is one shop with one seat, and two buyers: buyer0 and buyer1.
func System() assay.System {
	return assay.System{
		Name:   "seats",
		Actors: append(assay.SpawnN("buyer", 2, Buyer{Shop: "shop"}), assay.Spawn("shop", Shop{Seats: 1})),
		Properties: []assay.Property{
			assay.Always("never oversold", neverOversold),
			assay.Sometimes("sold out", soldOut),
		},
	}
}

func neverOversold(v assay.View) error {
	if left := assay.StateOf[int](v, "shop"); left < 0 {
		return fmt.Errorf("%d seat too many is sold", -left)
	}
	return nil
}

func soldOut(v assay.View) bool { return assay.StateOf[int](v, "shop") == 0 }
