package lock

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Forgetful is broken: the server does not write down who holds the lock, and grants it again after a crash.
func Forgetful() assay.System {
	return system("lock/forgetful", 2, assay.Spawn("lock", forgetful{}))
}

type forgetful struct{ Server }

func (a forgetful) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	s, effects := a.Server.Receive(self, s, from, msg)
	return s, slices.DeleteFunc(effects, isWrite)
}

func isWrite(e assay.Effect) bool {
	_, ok := e.(assay.DiskEffect)
	return ok
}

// Impatient is broken: the server passes the lock on when the holder has had it for long. A lease without a clock that both go by is
// no lease.
func Impatient() assay.System {
	return system("lock/impatient", 2, assay.Spawn("lock", impatient{}))
}

type impatient struct{ Server }

const heldLong = "held long"

func (a impatient) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	after, effects := a.Server.Receive(self, s, from, msg)
	return after, after.watched(s, effects)
}

func (a impatient) Timeout(self assay.ID, s ServerState, timer string) (ServerState, assay.Effects) {
	after, effects := s.pass()
	return after, after.watched(s, effects)
}

// watched sets the timer where the holder is another than before.
func (s ServerState) watched(before ServerState, effects assay.Effects) assay.Effects {
	switch {
	case s.Holder == before.Holder:
		return effects
	case s.Holder.IsSome():
		return append(effects, assay.SetTimer(heldLong, time.Minute))
	}
	return append(effects, assay.StopTimer(heldLong))
}

// AnyRelease is broken: the server takes any Release for the holder's, so that one that is delivered twice frees the lock of the
// next.
func AnyRelease() assay.System {
	return system("lock/any-release", 3, assay.Spawn("lock", anyRelease{}))
}

type anyRelease struct{ Server }

func (a anyRelease) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	if _, ok := msg.(Release); ok {
		from = s.Holder.Or(from)
	}
	return a.Server.Receive(self, s, from, msg)
}
