package lock

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// LeaseClient takes the lease once, and writes to the store once while it believes that its lease stands. Clients have an order: each
// asks when the one Before it has taken the lease, and wakes the Next. So whoever is earlier in the order had the lock earlier, which
// a property can go by whatever the server has forgotten.
type LeaseClient struct {
	Server, Store assay.ID
	Before, Next  assay.ID // empty for the first, and for the last
	Term          time.Duration
	Tells         bool // it tells the one before it that it has taken the lease, which then looks at its clock again
}

// LeaseClientState is the local state of a LeaseClient.
type LeaseClientState struct {
	Phase LeasePhase
	Until int64 // the end of its lease, in milliseconds on its own clock, while it may look again
	Token int   // until it has written
}

// LeasePhase is how far a LeaseClient is.
type LeasePhase uint8

const (
	Idle      LeasePhase = iota // it is not its turn
	Asking                      // it looks at its clock before it asks
	Asked                       // it waits for the lease
	Checking                    // it was granted one, and looks at its clock before it writes
	Believing                   // its lease stood when it looked, and it has sent its write
	Doubting                    // the next has taken the lease, so it looks again
	Clinging                    // and finds that its own stands: two hold the lock
	Ended                       // its lease is over
)

func (p LeasePhase) String() string {
	return [...]string{"idle", "asking", "asked", "checking", "believing", "doubting", "clinging", "ended"}[p]
}

// Start asks if nobody is before it.
func (c LeaseClient) Start(self assay.ID) (LeaseClientState, assay.Effects) {
	if c.Before != "" {
		return LeaseClientState{}, nil
	}
	return LeaseClientState{Phase: Asking}, assay.Effects{assay.ReadClock()}
}

// Receive looks at the clock before anything else is done.
func (c LeaseClient) Receive(self assay.ID, s LeaseClientState, from assay.ID, msg LeaseMsg) (LeaseClientState, assay.Effects) {
	switch m := msg.(type) {
	case YourTurn:
		if s.Phase == Idle {
			return LeaseClientState{Phase: Asking}, assay.Effects{assay.ReadClock()}
		}
	case Leased:
		if s.Phase == Asked {
			until := m.Asked + c.Term.Milliseconds()
			return LeaseClientState{Phase: Checking, Until: until, Token: m.Token}, assay.Effects{assay.ReadClock()}
		}
	case Taken:
		if s.Phase == Believing {
			s.Phase = Doubting
			return s, assay.Effects{assay.ReadClock()}
		}
	case Ask, Write: // the server's, and the store's
	}
	return s, nil
}

// Clock goes on with the time. The term counts from before the client asked: the server began to count later, whenever that was, so
// that on clocks that go alike the lease ends here before it ends there.
func (c LeaseClient) Clock(self assay.ID, s LeaseClientState, now time.Time) (LeaseClientState, assay.Effects) {
	stands := now.UnixMilli() < s.Until
	switch {
	case s.Phase == Asking:
		return LeaseClientState{Phase: Asked}, assay.Effects{assay.Send(c.Server, Ask{At: now.UnixMilli()})}
	case s.Phase == Checking && stands:
		return c.write(s)
	case s.Phase == Doubting && stands:
		s.Phase = Clinging
		return s, nil
	}
	return LeaseClientState{Phase: Ended}, nil
}

// write writes under the lease. Between the look at the clock and the store's taking of the write any time may pass, in this process
// or on the network, and no look can help that. What the client will not need again is left out of its state, so that fewer differ.
func (c LeaseClient) write(s LeaseClientState) (LeaseClientState, assay.Effects) {
	effects := assay.Effects{assay.Send(c.Store, Write{s.Token})}
	s.Phase, s.Token = Believing, 0
	if c.Tells && c.Before != "" {
		effects = append(effects, assay.Send(c.Before, Taken{}))
	}
	if c.Next != "" {
		effects = append(effects, assay.Send(c.Next, YourTurn{}))
	}
	if !c.Tells || c.Next == "" {
		s.Until = 0
	}
	return s, effects
}

// withID is a copy of sorted ids that has id in it.
func withID(ids []assay.ID, id assay.ID) []assay.ID {
	at, found := slices.BinarySearch(ids, id)
	if found {
		return ids
	}
	return slices.Insert(slices.Clone(ids), at, id)
}
