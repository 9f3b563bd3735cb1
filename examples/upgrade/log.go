package upgrade

import (
	"fmt"
	"slices"

	"github.com/assay-dev/assay"
)

// Order is what a client wants written down, and what each version must take an entry for.
type Order struct {
	Cents   int
	Kind    string
	Region  string
	Days    int
	Expires int `json:",omitempty"` // given by the version that logs it; a client does not ask for it
}

// String is an order as a person says it.
func (o Order) String() string {
	text := fmt.Sprintf("%s %d cents, %q, %d days", o.Kind, o.Cents, o.Region, o.Days)
	if o.Expires > 0 {
		text += fmt.Sprintf(", expires %d", o.Expires)
	}
	return text
}

// Usual is the order of every client here.
var Usual = Order{Cents: 500, Kind: "debit", Region: "home", Days: 30}

// Entry is one version's form of an order.
type Entry[E any] interface {
	Of(Order) E
	Order() Order
}

// Msg is what the participants send each other.
type Msg interface{ upgradeMsg() }

type (
	// Put asks the first node to write an order down.
	Put struct{ Order Order }
	// Append tells the next node what to write down.
	Append[E any] struct {
		Index int
		Entry E
	}
	// Batch is as many Appends, from the first index on. Old versions do not know it.
	Batch[E any] struct {
		Index   int
		Entries []E
	}
	// Done says that all nodes have an order on their disks.
	Done struct{ Index int }
)

func (Put) upgradeMsg()       {}
func (Append[E]) upgradeMsg() {}
func (Batch[E]) upgradeMsg()  {}
func (Done) upgradeMsg()      {}

// Replica is one version of a node in a chain (R. van Renesse and F. B. Schneider, Chain Replication, OSDI 2004): it writes an entry down
// and passes it on in the same step, and the last one tells the client. It needs a disk that keeps what was persisted, and a network that
// loses nothing.
type Replica[E Entry[E]] struct {
	Next    assay.ID // the node after it, or the client
	Last    bool
	Batches bool // it sends a Batch instead of an Append
}

// Log is the state of a Replica.
type Log[E Entry[E]] struct{ Entries []E }

// Orders are what the entries are taken for.
func (l Log[E]) Orders() []Order {
	orders := make([]Order, len(l.Entries))
	for i, e := range l.Entries {
		orders[i] = e.Order()
	}
	return orders
}

// Start has nothing written down.
func (r Replica[E]) Start(assay.ID) (Log[E], assay.Effects) { return Log[E]{}, nil }

// Receive writes down what comes next, and passes it on.
//
//assay:ignore pure an Entry is one of the plain structs of this package
//assay:ignore total an Entry is one of the plain structs of this package, and never nil
func (r Replica[E]) Receive(_ assay.ID, l Log[E], _ assay.ID, m Msg) (Log[E], assay.Effects) {
	switch m := m.(type) {
	case Put:
		var none E
		return r.write(l, len(l.Entries)+1, none.Of(m.Order))
	case Append[E]:
		return r.write(l, m.Index, m.Entry)
	case Batch[E]:
		return r.write(l, m.Index, m.Entries...)
	case Done: // which is for clients
	}
	return l, nil
}

// write takes entries from an index on; those that do not come next change nothing.
func (r Replica[E]) write(l Log[E], index int, entries ...E) (Log[E], assay.Effects) {
	if index != len(l.Entries)+1 {
		return l, nil
	}
	var effects assay.Effects
	for i, e := range entries {
		effects = append(effects, assay.Persist(key(index+i), e))
	}
	l.Entries = append(slices.Clip(l.Entries), entries...)
	return l, append(effects, r.pass(index, entries))
}

func (r Replica[E]) pass(index int, entries []E) assay.Effect {
	switch {
	case r.Last:
		return assay.Send(r.Next, Done{index + len(entries) - 1})
	case !r.Batches && len(entries) == 1:
		return assay.Send(r.Next, Append[E]{index, entries[0]})
	}
	return assay.Send(r.Next, Batch[E]{index, entries})
}

// Recover reads the log.
func (r Replica[E]) Recover(_ assay.ID, disk assay.Disk) (Log[E], assay.Effects) {
	var l Log[E]
	for range disk.Keys() {
		e, ok := assay.Load[E](disk, key(len(l.Entries)+1)).Get()
		if !ok {
			break
		}
		l.Entries = append(l.Entries, e)
	}
	return l, nil
}

func key(index int) string { return fmt.Sprint("entry", index) }

// Caller is a client that puts its orders one after another.
type Caller struct {
	First  assay.ID
	Orders []Order
}

// Start puts the first order. Its state is how many are behind it.
func (c Caller) Start(assay.ID) (int, assay.Effects) { return 0, c.put(0) }

// Receive puts the next order when the last is done.
func (c Caller) Receive(_ assay.ID, done int, _ assay.ID, m Msg) (int, assay.Effects) {
	if m, ok := m.(Done); !ok || m.Index != done+1 {
		return done, nil
	}
	return done + 1, c.put(done + 1)
}

func (c Caller) put(n int) assay.Effects {
	if n < 0 || n >= len(c.Orders) {
		return nil
	}
	return assay.Effects{assay.Send(c.First, Put{c.Orders[n]})}
}
