package lock

import (
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Server grants the lock to one client at a time.
type Server struct{}

// ServerState is the local state of a Server.
type ServerState struct {
	Holder  refine.Option[assay.ID]
	Waiting []assay.ID // in order of arrival, nobody twice, and not the holder
}

const holderKey = "holder"

// Start is a free lock.
func (Server) Start(self assay.ID) (ServerState, assay.Effects) { return ServerState{}, nil }

// Receive grants the lock, or puts the client in the queue, or passes the lock on.
func (Server) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	switch msg.(type) {
	case Acquire:
		return s.acquire(from)
	case Release:
		return s.release(from)
	case Granted: // a client's
	}
	return s, nil
}

// Recover knows who holds the lock, and not who waited.
func (Server) Recover(self assay.ID, disk assay.Disk) (ServerState, assay.Effects) {
	return ServerState{Holder: assay.Load[assay.ID](disk, holderKey)}, nil
}

func (s ServerState) acquire(from assay.ID) (ServerState, assay.Effects) {
	holder, held := s.Holder.Get()
	switch {
	case !held:
		return s.grant(from)
	case holder == from || slices.Contains(s.Waiting, from):
		return s, nil // the same request, delivered twice
	}
	s.Waiting = append(slices.Clone(s.Waiting), from)
	return s, nil
}

// release believes the holder alone: a Release that was delivered twice would free the lock under the next holder.
func (s ServerState) release(from assay.ID) (ServerState, assay.Effects) {
	if s.Holder != refine.Some(from) {
		return s, nil
	}
	return s.pass()
}

// pass gives the lock to whoever waited longest.
func (s ServerState) pass() (ServerState, assay.Effects) {
	if len(s.Waiting) == 0 {
		s.Holder = refine.None[assay.ID]()
		return s, assay.Effects{assay.Erase(holderKey)}
	}
	next := s.Waiting[0]
	s.Waiting = slices.Clone(s.Waiting[1:])
	return s.grant(next)
}

// grant writes before it speaks: a server that dies between the two has granted the lock to someone who does not know, which is safe.
func (s ServerState) grant(to assay.ID) (ServerState, assay.Effects) {
	s.Holder = refine.Some(to)
	return s, assay.Effects{assay.Persist(holderKey, to), assay.Send(to, Granted{})}
}
