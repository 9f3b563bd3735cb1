package outbox

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Orders is the order service: it takes orders, and its relay tells Shipping of each until Shipping has answered.
type Orders struct{ Shipping assay.ID }

// Books is the local state of Orders, and all of its database. Both lists are sorted.
type Books struct {
	Rows   []int // the orders that were taken
	Outbox []int // those of them of which Shipping is still to be told
}

const (
	booksKey = "books"
	relay    = "relay"
)

// Start has taken no orders.
func (Orders) Start(self assay.ID) (Books, assay.Effects) { return Books{}, nil }

// Receive takes an order, or crosses one off that was shipped.
func (a Orders) Receive(self assay.ID, b Books, from assay.ID, msg Msg) (Books, assay.Effects) {
	switch m := msg.(type) {
	case Order:
		return a.take(b, from, m.Number)
	case Shipped:
		return b.cross(m.Number)
	case Accepted, Ship: // of others
	}
	return b, nil
}

// Timeout is the relay: it tells again what was not answered.
func (a Orders) Timeout(self assay.ID, b Books, timer string) (Books, assay.Effects) {
	return b, a.tell(b.Outbox)
}

// Recover reads the books, and the relay goes on with what stands in the outbox.
func (a Orders) Recover(self assay.ID, disk assay.Disk) (Books, assay.Effects) {
	b := assay.Load[Books](disk, booksKey).Or(Books{})
	return b, a.tell(b.Outbox)
}

// take writes the row and the outbox in one: this line is the transaction. Only what is durable is spoken of, to the customer or to
// Shipping (TestSendFirst, TestUnsynced).
func (a Orders) take(b Books, customer assay.ID, number int) (Books, assay.Effects) {
	if slices.Contains(b.Rows, number) {
		return b, assay.Effects{assay.Send(customer, Accepted{number})}
	}
	b.Rows, b.Outbox = with(b.Rows, number), with(b.Outbox, number)
	effects := assay.Effects{assay.Persist(booksKey, b), assay.Sync(), assay.Send(customer, Accepted{number})}
	return b, append(effects, a.tell([]int{number})...)
}

// cross takes an order off the outbox. It need not be durable: what is told again changes nothing.
func (b Books) cross(number int) (Books, assay.Effects) {
	if !slices.Contains(b.Outbox, number) {
		return b, nil
	}
	b.Outbox = slices.DeleteFunc(slices.Clone(b.Outbox), func(n int) bool { return n == number })
	effects := assay.Effects{assay.Persist(booksKey, b)}
	if len(b.Outbox) == 0 {
		effects = append(effects, assay.StopTimer(relay))
	}
	return b, effects
}

// tell sends a message for each order, and lets the relay see to it that there is an answer.
func (a Orders) tell(numbers []int) assay.Effects {
	if len(numbers) == 0 {
		return nil
	}
	var effects assay.Effects
	for _, number := range numbers {
		effects = append(effects, assay.Send(a.Shipping, Ship{number}))
	}
	return append(effects, assay.SetTimer(relay, time.Second))
}

// with is a copy of sorted numbers that has number in it.
func with(numbers []int, number int) []int {
	at, found := slices.BinarySearch(numbers, number)
	if found {
		return numbers
	}
	return slices.Insert(slices.Clone(numbers), at, number)
}
