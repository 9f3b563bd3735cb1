package assay

import "fmt"

// Budget is how often something may happen: Default (the zero value), None, AtMost(n) or Unlimited. Default is None, but
// Unlimited for Firings and Recoveries; on a Link and in Per it is what the System says.
type Budget int

const (
	Default   Budget = 0
	None      Budget = -1
	Unlimited Budget = -2
)

// AtMost is a budget of n. AtMost(0) is None.
func AtMost(n int) Budget {
	if n == 0 {
		return None
	}
	if n < 0 {
		return Budget(-3) // refused by name when the System is built
	}
	return Budget(n)
}

// Limit is n and true for AtMost(n).
func (b Budget) Limit() (int, bool) { return int(b), b > 0 }

// Valid says whether b is one of the four.
func (b Budget) Valid() bool { return b >= Unlimited }

// String is "default", "none", "at most 3" or "unlimited".
func (b Budget) String() string {
	switch {
	case b == Default:
		return "default"
	case b == None:
		return "none"
	case b == Unlimited:
		return "unlimited"
	case b > 0:
		return fmt.Sprintf("at most %d", int(b))
	}
	return "invalid"
}

// Order is in which order a link delivers.
type Order uint8

const (
	OrderDefault Order = iota // Unordered; on a Link what the System says
	Unordered
	FIFO
)

func (o Order) String() string { return closed("order", int(o), "default", "unordered", "fifo") }

// Durability is what a crash leaves on a disk, from kind to cruel.
type Durability uint8

const (
	DurabilityDefault Durability = iota // Kept; in Per what the System says
	Kept                                // the process dies, all that was persisted stays
	Torn                                // it dies between two effects of one step
	Unsynced                            // the power fails: what was persisted since the last Sync is lost from some point on
	Wiped                               // nothing stays
)

func (d Durability) String() string {
	return closed("durability", int(d), "default", "kept", "torn", "unsynced", "wiped")
}

// Ignored is what becomes of a message whose delivery changes nothing: no state, no timer, nothing sent.
type Ignored uint8

const (
	Consumed Ignored = iota // it is gone, as any delivered message
	Waits                   // on an unordered link it stays until it changes something
)

func (i Ignored) String() string { return closed("ignored", int(i), "consumed", "waits") }

// Clocks assumes clocks that tick and drift. The zero value assumes none.
type Clocks struct {
	TickMS    int // how far a tick goes, in milliseconds
	HorizonMS int // how far time goes in all, in milliseconds
	DriftMS   int // how much a tick of one clock may differ from another's, in milliseconds
}

// Assumptions are what the world may do. Assumptions{} is a reliable, unordered, asynchronous network of participants that do not
// crash. Assumptions are the part of a proof that goes wrong first, so every record of evidence lists all of them.
type Assumptions struct {
	Order      Order
	Losses     Budget // messages that are lost
	Duplicates Budget // deliveries that leave the message in flight; Unlimited makes each inbox a set of everything ever sent
	Crashes    Budget
	Recoveries Budget
	Disk       Durability
	Cuts       Budget // partitions of the network
	Firings    Budget // timers that fire
	Clocks     Clocks
	Ignored    Ignored
	Links      []Link
	Per        map[ID]Own
}

// Link is what one direction of one link may do where it differs from the rest.
type Link struct {
	From, To   ID
	Order      Order
	Losses     Budget
	Duplicates Budget
}

// Own is what may happen to one participant where it differs from the rest. A limited budget is its own then, not a share of the
// System's.
type Own struct {
	Crashes    Budget
	Recoveries Budget
	Disk       Durability
	Firings    Budget
}

func closed(what string, i int, names ...string) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", what, i)
}
