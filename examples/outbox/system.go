package outbox

import (
	"fmt"
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

const (
	ordersID   assay.ID = "orders"
	shippingID assay.ID = "shipping"
)

// System is the order service, the consumer of its messages, and customers customer0, customer1, ... with one order each. It is
// called "outbox" with 2 customers, and by their number otherwise.
func System(customers int) assay.System {
	name := "outbox"
	if customers != 2 {
		name = fmt.Sprintf("outbox/%dcustomers", customers)
	}
	return system(name, customers, assay.Spawn(ordersID, Orders{Shipping: shippingID}), assay.Spawn(shippingID, Shipping{}))
}

func system(name string, customers int, orders, shipping assay.Participant) assay.System {
	var actors []assay.Participant
	for number := range customers {
		actors = append(actors, assay.Spawn(customerID(number), Customer{Orders: orders.ID, Number: number}))
	}
	return assay.System{
		Name:   name,
		Actors: append(actors, orders, shipping),
		Assume: assay.Assumptions{
			Losses:     assay.Unlimited,
			Duplicates: assay.AtMost(1),
			Firings:    assay.AtMost(2),
			Per:        map[assay.ID]assay.Own{orders.ID: {Crashes: assay.AtMost(2), Disk: assay.Unsynced}},
		},
		Properties: []assay.Property{
			assay.Always("nothing is shipped without a row", nothingWithoutARow),
			assay.Always("what is accepted is recorded", func(v assay.View) error { return acceptedIsRecorded(v, customers) }),
			assay.Always("no order is stranded", noOrderIsStranded),
			assay.Always("nothing is shipped twice", nothingIsShippedTwice),
			assay.Sometimes("all is shipped and crossed off", func(v assay.View) bool { return allIsShipped(v, customers) }),
		},
	}
}

func customerID(number int) assay.ID { return assay.ID(fmt.Sprint("customer", number)) }

// nothingWithoutARow asks the books of the service, while it is up: what has left the house stands in them.
func nothingWithoutARow(v assay.View) error {
	parcels := assay.StateOf[map[int]int](v, shippingID)
	for _, books := range assay.Each[Books](v) {
		for _, number := range slices.Sorted(maps.Keys(parcels)) {
			if !slices.Contains(books.Rows, number) {
				return fmt.Errorf("order %d was shipped, and there is no row of it", number)
			}
		}
	}
	return nil
}

// acceptedIsRecorded asks them the same about what customers were told.
func acceptedIsRecorded(v assay.View, customers int) error {
	for _, books := range assay.Each[Books](v) {
		for number := range customers {
			if id := customerID(number); assay.StateOf[bool](v, id) && !slices.Contains(books.Rows, number) {
				return fmt.Errorf("%s was told that order %d stands, and there is no row of it", id, number)
			}
		}
	}
	return nil
}

// noOrderIsStranded says that a row can still come to its parcel: it has, or the message is on its way, or the service is going to
// send one.
func noOrderIsStranded(v assay.View) error {
	parcels := assay.StateOf[map[int]int](v, shippingID)
	for _, books := range assay.Each[Books](v) {
		for _, number := range books.Rows {
			if parcels[number] == 0 && !slices.Contains(books.Outbox, number) && !onItsWay(v, number) {
				return fmt.Errorf("order %d stands in the books, and nobody is going to ship it", number)
			}
		}
	}
	return nil
}

func onItsWay(v assay.View, number int) bool {
	return slices.ContainsFunc(assay.InFlight[Ship](v, shippingID), func(e assay.Envelope[Ship]) bool { return e.Message.Number == number })
}

func nothingIsShippedTwice(v assay.View) error {
	parcels := assay.StateOf[map[int]int](v, shippingID)
	for _, number := range slices.Sorted(maps.Keys(parcels)) {
		if parcels[number] > 1 {
			return fmt.Errorf("order %d was shipped %d times", number, parcels[number])
		}
	}
	return nil
}

func allIsShipped(v assay.View, customers int) bool {
	for _, books := range assay.Each[Books](v) {
		return len(books.Rows) == customers && len(books.Outbox) == 0
	}
	return false
}
