// Package decide is the first stage of the tutorial: a lock that two clients want. The server decides who has it, and nobody else.
//
// docs/tutorial.md tells the story. Looking is broken: its clients ask whether the lock is free, and take it if so.
package decide

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Msg is every message of this system.
type Msg interface{ decideMsg() }

// The messages: the first three are all that the cure needs.
type (
	Take    struct{} // a client wants the lock
	Granted struct{} // it has it
	Release struct{} // and gives it back

	Look   struct{}            // a client asks whether the lock is free
	Status struct{ Free bool } // the server answers
)

func (Take) decideMsg()    {}
func (Granted) decideMsg() {}
func (Release) decideMsg() {}
func (Look) decideMsg()    {}
func (Status) decideMsg()  {}

// Phase is the local state of a client.
type Phase uint8

// The phases, in their order.
const (
	Waiting Phase = iota
	Holding
	Done
)

func (p Phase) String() string { return [...]string{"waiting", "holding", "done"}[p] }

const workDone = "work done"

// Client takes the lock once, works, and gives it back.
type Client struct{ Server assay.ID }

// Start asks for the lock.
func (c Client) Start(self assay.ID) (Phase, assay.Effects) {
	return Waiting, assay.Effects{assay.Send(c.Server, Take{})}
}

// Receive begins to work once the lock is granted.
func (c Client) Receive(self assay.ID, phase Phase, from assay.ID, msg Msg) (Phase, assay.Effects) {
	if _, ok := msg.(Granted); ok && phase == Waiting {
		return Holding, assay.Effects{assay.SetTimer(workDone, time.Second)}
	}
	return phase, nil
}

// Timeout is the end of the work.
func (c Client) Timeout(self assay.ID, phase Phase, timer string) (Phase, assay.Effects) {
	return Done, assay.Effects{assay.Send(c.Server, Release{})}
}

// Server grants the lock to one client at a time.
type Server struct{}

// State is the local state of a Server: who has the lock, "" for nobody, and who wants it.
type State struct {
	Holder  assay.ID
	Waiting []assay.ID
}

// Start is a free lock.
func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

// Receive decides: the question and the answer are one step, and nothing comes between.
func (Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch msg.(type) {
	case Take:
		if s.Holder != "" {
			s.Waiting = append(slices.Clone(s.Waiting), from)
			return s, nil
		}
		s.Holder = from
		return s, assay.Effects{assay.Send(from, Granted{})}
	case Release:
		return s.pass()
	case Look, Granted, Status: // not of these clients, or a client's
	}
	return s, nil
}

// pass gives the lock to whoever waited longest.
func (s State) pass() (State, assay.Effects) {
	if len(s.Waiting) == 0 {
		return State{}, nil
	}
	next := State{Holder: s.Waiting[0], Waiting: slices.Clone(s.Waiting[1:])}
	return next, assay.Effects{assay.Send(next.Holder, Granted{})}
}

// System is the cure: a server that decides.
func System() assay.System {
	return With("tutorial/decide", Client{"lock"}, assay.Spawn("lock", Server{}))
}

// With is a system of two clients and a server.
func With[C assay.Actor[Phase, Msg]](name string, client C, server assay.Participant) assay.System {
	return assay.System{
		Name:   name,
		Actors: append(assay.SpawnN("client", 2, client), server),
		Properties: []assay.Property{
			assay.Always("mutual exclusion", MutualExclusion),
			assay.Sometimes("all are done", allDone),
		},
	}
}

// MutualExclusion is violated where two clients believe that they hold the lock.
func MutualExclusion(v assay.View) error {
	var holders []assay.ID
	for id, phase := range assay.Each[Phase](v) {
		if phase == Holding {
			holders = append(holders, id)
		}
	}
	if len(holders) > 1 {
		return fmt.Errorf("%s and %s hold the lock", holders[0], holders[1])
	}
	return nil
}

func allDone(v assay.View) bool {
	for _, phase := range assay.Each[Phase](v) {
		if phase != Done {
			return false
		}
	}
	return true
}
