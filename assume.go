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

// Clocks assumes clocks that tick and drift. The zero value assumes none. With clocks there is one more step, tick: time passes for
// everyone, and a timer fires only once its time has come on its own participant's clock.
type Clocks struct {
	TickMS    int // how far a tick goes, in milliseconds
	HorizonMS int // how far time goes in all, in milliseconds; no tick goes beyond it
	DriftMS   int // a tick moves each clock by TickMS, or by so much more or less, in milliseconds
}

// Cut is one way in which the network may be partitioned: what From sends to To is held until it heals, and the other way round too
// unless OneWay.
type Cut struct {
	From, To []ID
	OneWay   bool
}

// Schedule says when a participant works: on its own clock, for the first ForMS of every EveryMS. In between nothing is delivered to
// it and no timer of it fires. The zero value is always. It takes assumed clocks.
type Schedule struct {
	EveryMS, ForMS int
}

// String is "100 of every 1000 ms", or "default".
func (s Schedule) String() string {
	if s == (Schedule{}) {
		return "default"
	}
	return fmt.Sprintf("%d of every %d ms", s.ForMS, s.EveryMS)
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
	Cuts       Budget // partitions of the network, which come on top of each other until they heal together
	CutSets    []Cut  // the partitions that there can be; nil is every split of the participants in two, both ways and one way
	Firings    Budget // timers that fire: without limit unless said, so a timer that resends and sets itself again makes a system without end
	Mistakes   Budget // choices that a person makes by mistake
	Malice     Budget // choices that a person makes who means harm
	Clocks     Clocks
	Ignored    Ignored
	Buffer     int // messages that a link collects before it sends them on together, or as many as there are at a flush; 0 and 1 are none
	Links      []Link
	Per        map[ID]Own
}

// Link is what one direction of one link may do where it differs from the rest.
type Link struct {
	From, To   ID
	Order      Order
	Losses     Budget
	Duplicates Budget
	Buffer     int // 0 is what the System says, 1 is none
}

// Own is what may happen to one participant where it differs from the rest. A limited budget is its own then, not a share of the
// System's.
type Own struct {
	Crashes    Budget
	Recoveries Budget
	Disk       Durability
	Firings    Budget
	Mistakes   Budget
	Malice     Budget
	Lies       Budget   // messages that it sends against its code: any of Says, to anyone whose messages they are
	Says       []any    // what a liar says, one value for each lie that there is; AllOf lists those of a small type
	Works      Schedule // when it works
}

func closed(what string, i int, names ...string) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%s(%d)", what, i)
}
