package outbox

import "github.com/assay-dev/assay"

// Carrier is the contract of a consumer, as the order service relies on it: it answers a Ship with Shipped once the parcel is on its
// way, and not before; it may also be busy and say nothing. It is told nothing but to ship. A parcel more or less is not its business:
// a contract is about what is said.
type Carrier struct{}

// Init has shipped nothing. The state is by order how many parcels left the house.
func (Carrier) Init() map[int]int { return nil }

// Allowed ships, or is busy. What was shipped is answered again.
func (Carrier) Allowed(parcels map[int]int, from assay.ID, msg Msg) []assay.Reaction[map[int]int] {
	ship, ok := msg.(Ship)
	if !ok {
		return nil
	}
	after := parcels
	if parcels[ship.Number] == 0 {
		after = oneMore(parcels, ship.Number)
	}
	return []assay.Reaction[map[int]int]{
		{To: after, Sends: assay.Effects{assay.Send(from, Shipped{ship.Number})}},
		{To: parcels},
	}
}

// WithCarrier is the order service with a consumer of which nothing is known but that it keeps Carrier.
func WithCarrier() assay.System {
	return system("outbox/with-carrier", 1, assay.Spawn(ordersID, Orders{Shipping: shippingID}), assay.Assumed(shippingID, Carrier{}))
}

// HeldToCarrier is the order service with our own Shipping, which keeps Carrier.
func HeldToCarrier() assay.System {
	return heldToCarrier("outbox/held-to-carrier", Shipping{})
}

func heldToCarrier(name string, shipping assay.Actor[map[int]int, Msg]) assay.System {
	sys := system(name, 1, assay.Spawn(ordersID, Orders{Shipping: shippingID}), assay.Spawn(shippingID, shipping))
	sys.Properties = []assay.Property{assay.Guarantees("keeps the contract of a carrier", shippingID, Carrier{})}
	return sys
}
