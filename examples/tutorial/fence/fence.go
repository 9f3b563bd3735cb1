// Package fence is the third stage of the tutorial: a lock whose holder may be gone for good. The server takes it back after a while;
// since a holder may also be slow, each grant has a number, and the store that the lock is for refuses what is older than what it saw.
//
// Kept is broken: the lock of the first stages, which nobody takes back. Unfenced is broken: a store that takes every write.
package fence

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Msg is every message of this system.
type Msg interface{ fenceMsg() }

// The messages.
type (
	Take    struct{}            // a client wants the lock
	Granted struct{ Token int } // it has it, for the nth time that anybody has
	Write   struct{ Token int } // a holder writes to the store
	Written struct{ Token int } // the store has taken it
	Release struct{ Token int } // and the holder gives the lock back
)

func (Take) fenceMsg()    {}
func (Granted) fenceMsg() {}
func (Write) fenceMsg()   {}
func (Written) fenceMsg() {}
func (Release) fenceMsg() {}

const workDone = "work done"

// Client takes the lock, works, writes what came of it to the store, and gives the lock back. Its state is the token that it has, 0 for none.
type Client struct{ Server, Store assay.ID }

// Start asks for the lock.
func (c Client) Start(self assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Send(c.Server, Take{})}
}

// Receive begins to work once the lock is granted, and gives it back once the store has what came of it.
func (c Client) Receive(self assay.ID, token int, from assay.ID, msg Msg) (int, assay.Effects) {
	switch m := msg.(type) {
	case Granted:
		return m.Token, assay.Effects{assay.SetTimer(workDone, time.Second)}
	case Written:
		return token, assay.Effects{assay.Send(c.Server, Release(m))}
	case Take, Write, Release: // not a client's
	}
	return token, nil
}

// Timeout is the end of the work, however long it took.
func (c Client) Timeout(self assay.ID, token int, timer string) (int, assay.Effects) {
	return token, assay.Effects{assay.Send(c.Store, Write{token})}
}

// Server grants the lock, and takes it back after a while.
type Server struct{}

// State is the local state of a Server: how often it has granted the lock, whether somebody has it, and who wants it.
type State struct {
	Token   int
	Held    bool
	Waiting []assay.ID
}

const heldLong = "held long"

// Start is a free lock.
func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

// Receive grants the lock, or has the client wait, or passes the lock on.
func (Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Take:
		s.Waiting = append(slices.Clone(s.Waiting), from)
		if s.Held {
			return s, nil
		}
		return s.grant()
	case Release:
		if m.Token == s.Token {
			return s.pass()
		}
	case Granted, Write, Written: // a client's, and the store's
	}
	return s, nil
}

// Timeout takes the lock back. Whoever had it may be gone, or slow: the server cannot know.
func (Server) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	return s.pass()
}

func (s State) pass() (State, assay.Effects) {
	if len(s.Waiting) == 0 {
		s.Held = false
		return s, assay.Effects{assay.StopTimer(heldLong)}
	}
	return s.grant()
}

func (s State) grant() (State, assay.Effects) {
	next := State{Token: s.Token + 1, Held: true, Waiting: slices.Clone(s.Waiting[1:])}
	return next, assay.Effects{assay.Send(s.Waiting[0], Granted{next.Token}), assay.SetTimer(heldLong, time.Minute)}
}

// Store takes no write that is older than what it has taken. Its state is the tokens of the writes that it took, in their order.
type Store struct{}

// Start is an empty store.
func (Store) Start(self assay.ID) ([]int, assay.Effects) { return nil, nil }

// Receive is the fence.
func (Store) Receive(self assay.ID, taken []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	if w, ok := msg.(Write); ok && (len(taken) == 0 || w.Token > taken[len(taken)-1]) {
		return append(slices.Clone(taken), w.Token), assay.Effects{assay.Send(from, Written(w))}
	}
	return taken, nil
}

// System is the cure.
func System() assay.System { return with("tutorial/fence", Server{}, Store{}) }

// with is two clients, the first of which may crash for good.
func with[S assay.Actor[State, Msg], T assay.Actor[[]int, Msg]](name string, server S, store T) assay.System {
	return assay.System{
		Name:   name,
		Actors: append(assay.SpawnN("client", 2, Client{"lock", "store"}), assay.Spawn("lock", server), assay.Spawn("store", store)),
		Assume: assay.Assumptions{
			Per: map[assay.ID]assay.Own{"client0": {Crashes: assay.AtMost(1), Recoveries: assay.None}},
		},
		Properties: []assay.Property{
			assay.Always("no late write", noLateWrite),
			assay.Recovers("client1 has its turn", func(v assay.View) bool { return assay.StateOf[int](v, "client1") > 0 }),
		},
	}
}

// noLateWrite is violated where the store took a write of a grant that was over already, after one of the next.
func noLateWrite(v assay.View) error {
	taken := assay.StateOf[[]int](v, "store")
	for i := 1; i < len(taken); i++ {
		if taken[i] < taken[i-1] {
			return fmt.Errorf("a write of grant %d comes after one of grant %d", taken[i], taken[i-1])
		}
	}
	return nil
}
