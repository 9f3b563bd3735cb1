package replicate

import (
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Server is one of three that hold the log. s1 leads in term 1, and s2 takes over in term 2 when it has not heard of s1 for long.
type Server struct{ Peers []assay.ID }

// State is the local state of a Server.
type State struct {
	Term    int  // of the last leader that it follows, or is
	Leading bool // in that term
	Log     []int
	Copied  [3]int     // how much of the log each server has, as its leader knows
	Told    int        // how much of it the leader told the client is safe
	Joined  []assay.ID // who follows s2, as long as it is not leading yet
}

// majority is more than half of three: any two majorities have a server in common.
const majority = 2

const silence = "silence"

// Start is an empty log. The servers know who leads first.
func (a Server) Start(self assay.ID) (State, assay.Effects) {
	s := State{Term: 1, Leading: self == "s1"}
	if self == "s2" {
		return s, assay.Effects{assay.SetTimer(silence, time.Second)}
	}
	return s, nil
}

// Timeout takes over: s1 may be gone, or slow. So the others are asked first to follow it no more.
func (a Server) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	s.Term, s.Joined = 2, []assay.ID{self}
	return s, assay.Effects{assay.Broadcast(a.Peers, Follow{2})}
}

// Receive is what the server does about a message.
func (a Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Append:
		return a.lead(self, s, m.Value)
	case Copy:
		return s.follow(from, m)
	case Copied:
		return s.copied(from, m.Length)
	case Follow:
		return s.join(from, m.Term)
	case Mine:
		return s.joined(from, m)
	case Done: // the client's
	}
	return s, nil
}

// lead appends, and sends the log on.
func (a Server) lead(self assay.ID, s State, value int) (State, assay.Effects) {
	if !s.Leading {
		return s, nil
	}
	s.Log = append(slices.Clone(s.Log), value)
	s = s.has(self, len(s.Log))
	return s, assay.Effects{assay.Broadcast(a.Peers, Copy{s.Term, s.Log})}
}

// follow takes the leader's log, unless a later leader is there. What came late is shorter, and takes nothing away.
func (s State) follow(leader assay.ID, m Copy) (State, assay.Effects) {
	if m.Term < s.Term || len(m.Log) < len(s.Log) {
		return s, nil
	}
	s.Log = m.Log
	return s, assay.Effects{assay.Send(leader, Copied{len(m.Log)})}
}

// copied tells the client how much a majority has.
func (s State) copied(from assay.ID, length int) (State, assay.Effects) {
	s = s.has(from, length)
	lengths := s.Copied
	slices.Sort(lengths[:])
	if safe := lengths[len(lengths)-majority]; s.Leading && safe > s.Told {
		s.Told = safe
		return s, assay.Effects{assay.Send("client", Done{safe})}
	}
	return s, nil
}

// join follows a later leader, and no earlier one any more.
func (s State) join(leader assay.ID, term int) (State, assay.Effects) {
	if term <= s.Term {
		return s, nil
	}
	s.Term, s.Leading = term, false
	return s, assay.Effects{assay.Send(leader, Mine{term, s.Log})}
}

// joined leads once a majority follows, with the longest of their logs. What is safe is in one of them.
func (s State) joined(from assay.ID, m Mine) (State, assay.Effects) {
	if s.Leading || m.Term != s.Term {
		return s, nil
	}
	s.Joined = append(slices.Clone(s.Joined), from)
	if len(m.Log) > len(s.Log) {
		s.Log = m.Log
	}
	s.Leading = len(s.Joined) >= majority
	return s, nil
}

// has writes down that a server has so much of the log.
func (s State) has(id assay.ID, length int) State {
	for i, server := range servers {
		if server == id {
			s.Copied[i] = max(s.Copied[i], length)
		}
	}
	return s
}
