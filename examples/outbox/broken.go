package outbox

import (
	"slices"

	"github.com/assay-dev/assay"
)

// SendFirst is broken: the service speaks of an order before it writes it down, and may die between the two.
func SendFirst() assay.System {
	return withDisk(broken("outbox/send-first", sendFirst{Orders{Shipping: shippingID}}), assay.Torn)
}

type sendFirst struct{ Orders }

func (a sendFirst) Receive(self assay.ID, b Books, from assay.ID, msg Msg) (Books, assay.Effects) {
	b, effects := a.Orders.Receive(self, b, from, msg)
	writes := slices.DeleteFunc(slices.Clone(effects), func(e assay.Effect) bool { return !isWrite(e) })
	return b, append(slices.DeleteFunc(effects, isWrite), writes...)
}

// Unsynced is broken: the service writes an order down before it speaks of it, and does not wait until the disk has it.
func Unsynced() assay.System {
	return broken("outbox/unsynced", unsynced{Orders{Shipping: shippingID}})
}

type unsynced struct{ Orders }

func (a unsynced) Receive(self assay.ID, b Books, from assay.ID, msg Msg) (Books, assay.Effects) {
	b, effects := a.Orders.Receive(self, b, from, msg)
	return b, slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

// DualWrite is broken: the row is written, and then the message is sent, with nothing on the disk to say that it is still to be. This
// is what a service does that commits to its database and then publishes.
func DualWrite() assay.System {
	return withDisk(broken("outbox/dual-write", dualWrite{Orders{Shipping: shippingID}}), assay.Kept)
}

type dualWrite struct{ Orders }

func (a dualWrite) Receive(self assay.ID, b Books, from assay.ID, msg Msg) (Books, assay.Effects) {
	b, effects := a.Orders.Receive(self, b, from, msg)
	effects = slices.DeleteFunc(effects, isShip)
	for i, e := range effects {
		if isWrite(e) && e != assay.Sync() {
			effects[i] = assay.Persist(booksKey, Books{Rows: b.Rows})
		}
	}
	return b, effects
}

// Unanswered is broken: the relay crosses an order off as soon as it has sent the message, which may be lost.
func Unanswered() assay.System {
	return withDisk(broken("outbox/unanswered", unanswered{Orders{Shipping: shippingID}}), assay.Kept)
}

type unanswered struct{ Orders }

func (a unanswered) Receive(self assay.ID, b Books, from assay.ID, msg Msg) (Books, assay.Effects) {
	order, ok := msg.(Order)
	if !ok {
		return b, nil
	}
	b, effects := a.Orders.Receive(self, b, from, msg)
	b, crossed := b.cross(order.Number)
	return b, append(effects, crossed...)
}

// ShipsAgain is broken: the consumer ships whenever it is told to, and the relay tells it again when an answer takes long.
func ShipsAgain() assay.System {
	sys := system("outbox/ships-again", 2, assay.Spawn(ordersID, Orders{Shipping: shippingID}), assay.Spawn(shippingID, shipsAgain{}))
	return withDisk(sys, assay.Kept)
}

type shipsAgain struct{ Shipping }

func (a shipsAgain) Receive(self assay.ID, parcels map[int]int, from assay.ID, msg Msg) (map[int]int, assay.Effects) {
	after, effects := a.Shipping.Receive(self, parcels, from, msg)
	if ship, ok := msg.(Ship); ok {
		after = oneMore(parcels, ship.Number)
	}
	return after, effects
}

func broken(name string, orders assay.Actor[Books, Msg]) assay.System {
	return system(name, 2, assay.Spawn(ordersID, orders), assay.Spawn(shippingID, Shipping{}))
}

// withDisk gives the service a kinder disk than it has in System, so that a counterexample shows what it needs.
func withDisk(sys assay.System, disk assay.Durability) assay.System {
	own := sys.Assume.Per[ordersID]
	own.Disk = disk
	sys.Assume.Per[ordersID] = own
	return sys
}

func isWrite(e assay.Effect) bool {
	_, ok := e.(assay.DiskEffect)
	return ok || e == assay.Sync()
}

func isShip(e assay.Effect) bool {
	send, ok := e.(assay.SendEffect)
	if !ok {
		return false
	}
	_, ok = send.Message.(Ship)
	return ok
}

// Early is broken: the consumer says at the start that the first order is shipped, for which its contract has no reason.
func Early() assay.System { return heldToCarrier("outbox/early", early{}) }

type early struct{ Shipping }

func (early) Start(self assay.ID) (map[int]int, assay.Effects) {
	return nil, assay.Effects{assay.SetTimer("hurry", 0)}
}

func (early) Timeout(self assay.ID, parcels map[int]int, timer string) (map[int]int, assay.Effects) {
	return parcels, assay.Effects{assay.Send(ordersID, Shipped{})}
}
