package sim

import (
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/flow"
)

// World is what a System runs in: time, load, queues and memory, which check leaves out. The zero World has instant links, actors that
// take no time, nobody who asks for anything, and failures as the System assumes them.
type World struct {
	For    time.Duration // of virtual time; 0 is a minute
	Warmup time.Duration // at the start, which no mean over the whole run counts

	Servers  map[assay.ID]Server // participants that take time, have a bounded mailbox or limited memory
	Link     Link                // between any two participants
	Links    []Between           // where that is different; the last one that fits holds
	Load     []Load              // who asks the System for something, from outside
	Faults   Faults              // how often what the System assumes goes wrong
	Calls    []Call              // among participants, for the static report
	Events   []Event             // what is planned
	Platform []Platform          // what starts, probes and kills participants

	Every time.Duration // between two points of the time series; 0 is a 300th of For, and at least a millisecond
}

// Link is how messages travel.
type Link struct {
	Latency        Dist
	BytesPerSecond float64 // of one link in one direction; 0 is no limit. It takes a Size
	Size           func(msg any) int
}

// Between is a Link from any of From to any of To. Nil is everyone, so that a region is two of them.
type Between struct {
	From, To []assay.ID
	Link     Link
}

// Server is one participant as queueing theory sees it: messages wait in a mailbox, Lanes of them are served at a time, and when one
// has been served the actor receives it, in no time.
type Server struct {
	Service   Dist
	ServiceOf func(msg any) Dist // where it depends on the message; then Service is not asked
	Lanes     int                // served at a time; 0 is 1
	Queue     Queue
	Memory    Memory
	Sync      Dist               // how long the disk takes to Sync; what follows in the same step waits for it
	Restart   Dist               // how long after a crash it is up again, where Restarts
	Restarts  bool               // it comes back after a crash by itself; a Platform may see to that instead
	Priority  func(msg any) bool // what is taken up before all else, and needs no room
}

// Queue is a mailbox.
type Queue struct {
	Max         int // of those that wait; 0 is no bound
	Full        Full
	Order       QueueOrder
	DropExpired bool       // what its sender no longer waits for is dropped when it is taken up
	Shed        *flow.Shed // which drops by how long work has waited; nil is none
}

// Full is what becomes of a message that finds a full mailbox.
type Full uint8

const (
	Wait       Full = iota // it waits on its way, and its sender takes up nothing new: back-pressure
	Reject                 // its sender is told at once; an actor's message is lost
	DropOldest             // the one that waits longest is dropped for it
	DropNewest             // it is dropped, and nobody is told
)

func (f Full) String() string { return [...]string{"wait", "reject", "drop oldest", "drop newest"}[f] }

// QueueOrder is which message is taken up next.
type QueueOrder uint8

const (
	FirstIn  QueueOrder = iota
	LastIn              // the newest first: under overload some are served in time
	Shortest            // the one that takes least time
)

func (o QueueOrder) String() string {
	return [...]string{"first in, first out", "last in, first out", "shortest first"}[o]
}

// Memory is what a participant has. One that has more than Limit is killed, which is a crash like another.
type Memory struct {
	Limit     int                 // in bytes; 0 is no limit
	Base      int                 // that the process has anyway
	Message   int                 // of each message in the mailbox
	MessageOf func(msg any) int   // where that depends on the message
	State     func(state any) int // the footprint of a state, given as the actor's own type
}

// Faults are how often what the System assumes goes wrong. Budgets hold: what the System does not assume does not happen. Zero values
// are taken from the run's length; Off is nothing at all. With each seed a different subset is switched on, and each rate is a tenth,
// one or ten times what stands here (Groce et al., Swarm Testing, ISSTA 2012), unless Steady.
type Faults struct {
	Off       bool
	Steady    bool
	Loss      float64       // of messages
	Duplicate float64       // of deliveries
	Crash     time.Duration // mean time from one crash of a participant to the next
	Down      Dist          // how long it is down
	Cut       time.Duration // mean time from one partition to the next
	Heal      Dist          // how long a partition lasts
	Mistake   float64       // of choices that somebody may make by mistake, or with malice: how fast a run comes to them, and no claim about people
}

// Event is something that is planned.
type Event struct {
	At   time.Duration
	Name string // which stands on the time axis
	Do   func(*Control)
}

// Outage is a participant that serves nothing for a while. It stays up, its mailbox fills, and what it was serving it ends.
func Outage(id assay.ID, at, length time.Duration) Event {
	return Event{At: at, Name: "outage of " + string(id), Do: func(c *Control) {
		c.Pause(id)
		c.After(length, func() {
			c.Resume(id)
			c.Note("end of the outage of " + string(id))
		})
	}}
}

// Slow is a participant that takes factor times as long for a while.
func Slow(id assay.ID, factor float64, at, length time.Duration) Event {
	return Event{At: at, Name: "slow " + string(id), Do: func(c *Control) {
		c.Pace(id, factor)
		c.After(length, func() { c.Pace(id, 1) })
	}}
}

// CrashAt is a participant that crashes, and is up again after a while; 0 is never.
func CrashAt(id assay.ID, at, down time.Duration) Event {
	return Event{At: at, Name: "crash of " + string(id), Do: func(c *Control) {
		c.Kill(id, "planned")
		if down > 0 {
			c.After(down, func() { c.Start(id) })
		}
	}}
}

// Platform is what runs the processes: it starts, probes and kills participants. Package sim/kube is one.
type Platform interface {
	Begin(*Control)
}

// holder is a Platform that starts some participants itself.
type holder interface{ Holds() []assay.ID }
