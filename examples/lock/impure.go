package lock

import (
	"time"

	"github.com/assay-dev/assay"
)

// Numbered is broken: the server numbers its grants in a variable of the package, so that what it answers depends on how often it was
// asked before.
func Numbered() assay.System { return system("lock/numbered", 2, assay.Spawn("lock", numbered{})) }

type numbered struct{ Server }

// grants are counted for all servers of this process together.
var grants int

// Receive counts.
//
//assay:ignore pure it is broken on purpose: assay check finds it too
func (a numbered) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	s, effects := a.Server.Receive(self, s, from, msg)
	if s.Holder.IsSome() {
		grants++
		effects = append(effects, assay.Persist("grants", grants))
	}
	return s, effects
}

// Queueing is broken: the server appends to the queue that it was given, into memory that other states may share.
func Queueing() assay.System { return system("lock/queueing", 3, assay.Spawn("lock", queueing{})) }

type queueing struct{ Server }

// Receive appends in place.
//
//assay:ignore pure it is broken on purpose: assay check finds it too
func (a queueing) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	if _, ok := msg.(Acquire); ok && s.Holder.IsSome() {
		s.Waiting = append(s.Waiting, from)
		return s, nil
	}
	return a.Server.Receive(self, s, from, msg)
}

// Stamped is broken: the server writes down when it granted the lock, by a clock that nobody gave it.
func Stamped() assay.System { return system("lock/stamped", 2, assay.Spawn("lock", stamped{})) }

type stamped struct{ Server }

// Receive reads the clock.
//
//assay:ignore deterministic it is broken on purpose: assay check finds it too
func (a stamped) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	s, effects := a.Server.Receive(self, s, from, msg)
	if s.Holder.IsSome() {
		effects = append(effects, assay.Persist("since", time.Now().UnixNano()))
	}
	return s, effects
}
