package twophase

import (
	"maps"
	"time"

	"github.com/assay-dev/assay"
)

// Msg is every message between the managers.
type Msg interface{ twophaseMsg() }

type (
	// Ready says that its sender is prepared.
	Ready struct{}
	// Commit says that all are.
	Commit struct{}
	// Abort says that the transaction manager gave up.
	Abort struct{}
)

func (Ready) twophaseMsg()  {}
func (Commit) twophaseMsg() {}
func (Abort) twophaseMsg()  {}

// The timers: a resource manager is done with its part, and either kind of manager has waited long enough.
const (
	partDone = "part done"
	giveUp   = "give up"
)

// TransactionManager decides, and tells everyone.
type TransactionManager struct{ RMs []assay.ID }

// TMState is the local state of a TransactionManager.
type TMState struct {
	Decision TM
	Ready    map[assay.ID]bool
}

// Start waits for the resource managers, and not for ever.
func (TransactionManager) Start(self assay.ID) (TMState, assay.Effects) {
	return TMState{}, assay.Effects{assay.SetTimer(giveUp, time.Second)}
}

// Receive commits once all are ready.
func (t TransactionManager) Receive(self assay.ID, s TMState, from assay.ID, msg Msg) (TMState, assay.Effects) {
	if _, ok := msg.(Ready); !ok || s.Decision != Init {
		return s, nil
	}
	ready := map[assay.ID]bool{from: true}
	maps.Copy(ready, s.Ready)
	s.Ready = ready
	if len(s.Ready) < len(t.RMs) {
		return s, nil
	}
	s.Decision = TMCommitted
	return s, assay.Effects{assay.StopTimer(giveUp), assay.Broadcast(t.RMs, Commit{})}
}

// Timeout gives up.
func (t TransactionManager) Timeout(self assay.ID, s TMState, timer string) (TMState, assay.Effects) {
	if s.Decision != Init {
		return s, nil
	}
	s.Decision = TMAborted
	return s, assay.Effects{assay.Broadcast(t.RMs, Abort{})}
}

// ResourceManager does its part of the transaction. Its state is what it is doing.
type ResourceManager struct{ TM assay.ID }

// Start works.
func (ResourceManager) Start(self assay.ID) (RM, assay.Effects) {
	return Working, assay.Effects{assay.SetTimer(partDone, 100*time.Millisecond), assay.SetTimer(giveUp, time.Second)}
}

// Receive does what was decided, whatever it is doing.
func (ResourceManager) Receive(self assay.ID, s RM, from assay.ID, msg Msg) (RM, assay.Effects) {
	decided := s
	switch msg.(type) {
	case Commit:
		decided = Committed
	case Abort:
		decided = Aborted
	case Ready: // the coordinator's
	}
	if decided == s {
		return s, nil
	}
	return decided, assay.Effects{assay.StopTimer(partDone), assay.StopTimer(giveUp)}
}

// Timeout is either way out of working. A resource manager that is prepared has given its word, and may give up no more.
func (r ResourceManager) Timeout(self assay.ID, s RM, timer string) (RM, assay.Effects) {
	if s != Working {
		return s, nil
	}
	if timer == giveUp {
		return Aborted, assay.Effects{assay.StopTimer(partDone)}
	}
	return Prepared, assay.Effects{assay.StopTimer(giveUp), assay.Send(r.TM, Ready{})}
}
