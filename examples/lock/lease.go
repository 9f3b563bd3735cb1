package lock

import (
	"time"

	"github.com/assay-dev/assay"
)

// LeaseMsg is every message of the systems with leases. Times are in milliseconds on the clock of the client that asks.
type LeaseMsg interface{ leaseMsg() }

// The messages, in the order in which they are first sent.
type (
	Ask    struct{ At int64 } // a client asks for the lease, and says what its clock showed before
	Leased struct {           // it has it, for what it asked then
		Asked int64
		Token int // 0 where leases are not numbered
	}
	Write    struct{ Token int } // it writes to the store
	YourTurn struct{}            // and wakes the next client
	Taken    struct{}            // which tells it when it has the lease
)

func (Ask) leaseMsg()      {}
func (Leased) leaseMsg()   {}
func (Write) leaseMsg()    {}
func (YourTurn) leaseMsg() {}
func (Taken) leaseMsg()    {}

// LeaseServer leases the lock to one client at a time. Nobody gives it back: the lease ends when its term has passed on the server's
// clock.
type LeaseServer struct{ Term time.Duration }

// LeaseState is the local state of a LeaseServer. It need not know who has the lease.
type LeaseState struct{ Out bool }

const leaseOver = "lease over"

// Start has leased nothing.
func (LeaseServer) Start(self assay.ID) (LeaseState, assay.Effects) { return LeaseState{}, nil }

// Receive leases the lock if it is free. A client that asks too early gets no answer. A real one would ask again; here the network
// brings its turn and its request as late as it likes, which comes to the same.
func (a LeaseServer) Receive(self assay.ID, s LeaseState, from assay.ID, msg LeaseMsg) (LeaseState, assay.Effects) {
	ask, ok := msg.(Ask)
	if !ok || s.Out {
		return s, nil
	}
	return LeaseState{Out: true}, assay.Effects{assay.SetTimer(leaseOver, a.Term), assay.Send(from, Leased{Asked: ask.At})}
}

// Timeout is the end of the lease.
func (a LeaseServer) Timeout(self assay.ID, s LeaseState, timer string) (LeaseState, assay.Effects) {
	return LeaseState{}, nil
}

// Recover waits for a whole term, since a lease may be out that the server has forgotten. So it needs no disk: time makes good what the
// crash took.
func (a LeaseServer) Recover(self assay.ID, disk assay.Disk) (LeaseState, assay.Effects) {
	return LeaseState{Out: true}, assay.Effects{assay.SetTimer(leaseOver, a.Term)}
}

// Store keeps what was written last.
type Store struct{}

// Stored is the local state of a Store, and all of its disk: whose write stands, and whose were replaced, sorted. A store has no use
// for the latter: the properties have.
type Stored struct {
	By       assay.ID
	Replaced []assay.ID
}

const storedKey = "stored"

// Start is an empty store.
func (Store) Start(self assay.ID) (Stored, assay.Effects) { return Stored{}, nil }

// Receive takes every write.
func (Store) Receive(self assay.ID, s Stored, from assay.ID, msg LeaseMsg) (Stored, assay.Effects) {
	if _, ok := msg.(Write); !ok {
		return s, nil
	}
	s = s.written(from)
	return s, assay.Effects{assay.Persist(storedKey, s), assay.Sync()}
}

// Recover has all that was taken.
func (Store) Recover(self assay.ID, disk assay.Disk) (Stored, assay.Effects) {
	return assay.Load[Stored](disk, storedKey).Or(Stored{}), nil
}

// written is the store after a write. One that was delivered twice in a row changes nothing.
func (s Stored) written(by assay.ID) Stored {
	if s.By == by {
		return s
	}
	replaced := s.Replaced
	if s.By != "" {
		replaced = withID(replaced, s.By)
	}
	return Stored{By: by, Replaced: replaced}
}
