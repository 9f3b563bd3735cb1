package outbox

// Msg is every message of this system. An order is called by its number.
type Msg interface{ outboxMsg() }

type (
	Order    struct{ Number int } // a customer orders
	Accepted struct{ Number int } // the service has it in its books
	Ship     struct{ Number int } // and tells the consumer
	Shipped  struct{ Number int } // which has done so, now or before
)

func (Order) outboxMsg()    {}
func (Accepted) outboxMsg() {}
func (Ship) outboxMsg()     {}
func (Shipped) outboxMsg()  {}
