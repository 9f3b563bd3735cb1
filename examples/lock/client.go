package lock

import (
	"time"

	"github.com/assay-dev/assay"
)

// Client takes the lock once.
type Client struct{ Server assay.ID }

// Phase is the local state of a Client.
type Phase uint8

const (
	Waiting Phase = iota // for the lock
	Holding
	Done
)

func (p Phase) String() string { return [...]string{"waiting", "holding", "done"}[p] }

const workDone = "work done"

// Start asks for the lock.
func (c Client) Start(self assay.ID) (Phase, assay.Effects) {
	return Waiting, assay.Effects{assay.Send(c.Server, Acquire{})}
}

// Receive takes the lock that it waits for, and gives one back that it no longer wants: the server grants twice where the request
// reached it twice.
func (c Client) Receive(self assay.ID, phase Phase, from assay.ID, msg Msg) (Phase, assay.Effects) {
	if _, ok := msg.(Granted); !ok {
		return phase, nil
	}
	switch phase {
	case Waiting:
		return Holding, assay.Effects{assay.SetTimer(workDone, time.Second)}
	case Done:
		return Done, assay.Effects{assay.Send(c.Server, Release{})}
	}
	return phase, nil
}

// Timeout is the end of the work.
func (c Client) Timeout(self assay.ID, phase Phase, timer string) (Phase, assay.Effects) {
	if phase != Holding {
		return phase, nil
	}
	return Done, assay.Effects{assay.Send(c.Server, Release{})}
}
