package outbox

import (
	"maps"

	"github.com/assay-dev/assay"
)

// Shipping ships an order once, however often it is told. It does not crash: its state is what happened in the world, by the number
// of the order how many parcels left the house.
type Shipping struct{}

// Start has shipped nothing.
func (Shipping) Start(self assay.ID) (map[int]int, assay.Effects) { return nil, nil }

// Receive ships what it has not shipped before, and says so in either case: its earlier answer may be lost.
func (Shipping) Receive(self assay.ID, parcels map[int]int, from assay.ID, msg Msg) (map[int]int, assay.Effects) {
	ship, ok := msg.(Ship)
	if !ok {
		return parcels, nil
	}
	if parcels[ship.Number] == 0 {
		parcels = oneMore(parcels, ship.Number)
	}
	return parcels, assay.Effects{assay.Send(from, Shipped{ship.Number})}
}

func oneMore(parcels map[int]int, number int) map[int]int {
	after := map[int]int{}
	maps.Copy(after, parcels)
	after[number]++
	return after
}

// Customer orders once, and waits to be told that the order stands. Its state is whether it was.
type Customer struct {
	Orders assay.ID
	Number int // of its order
}

// Start orders.
func (c Customer) Start(self assay.ID) (bool, assay.Effects) {
	return false, assay.Effects{assay.Send(c.Orders, Order{c.Number})}
}

// Receive is told.
func (c Customer) Receive(self assay.ID, accepted bool, from assay.ID, msg Msg) (bool, assay.Effects) {
	_, now := msg.(Accepted)
	return accepted || now, nil
}
