package raft

import (
	"maps"
	"slices"
	"time"

	"github.com/assay-dev/assay"
)

// Server is one member of the cluster, by Figure 2 of the paper.
type Server struct {
	Peers   []assay.ID // the other servers
	TermMax int        // a bound: in this term no election times out any more; 0 is none
	rules   rules      // nil is those of Figure 2
}

const (
	election  = "election"
	heartbeat = "heartbeat"

	electionTimeout = 150 * time.Millisecond
	heartbeatEvery  = 50 * time.Millisecond
)

// Start follows nobody, in term 0.
func (a Server) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.SetTimer(election, electionTimeout)}
}

// Recover comes back as a follower, with what is on the disk.
func (a Server) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	ballot := assay.Load[Ballot](disk, ballotKey).Or(Ballot{})
	log := assay.Load[[]Entry](disk, logKey).Or(nil)
	return State{Term: ballot.Term, Vote: ballot.Vote, Log: log}, assay.Effects{assay.SetTimer(election, electionTimeout)}
}

// Receive is one step of the protocol. Whoever hears of a later term than its own is a follower in it.
func (a Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	before, effects := s, assay.Effects(nil)
	if msg.term() > s.Term {
		s, effects = a.follow(s, msg.term())
	}
	s, more := a.handle(s, from, msg)
	return s, a.by().record(before, s, append(effects, more...))
}

// Timeout is an election that nobody won in time, or a leader that speaks up again.
func (a Server) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	if timer == heartbeat {
		return s, append(a.appendAll(s), assay.SetTimer(heartbeat, heartbeatEvery))
	}
	if a.TermMax > 0 && s.Term >= a.TermMax {
		return s, assay.Effects{assay.SetTimer(election, electionTimeout)}
	}
	before := s
	s, effects := a.campaign(self, s)
	return s, a.by().record(before, s, effects)
}

func (a Server) by() rules {
	if a.rules == nil {
		return figure2{}
	}
	return a.rules
}

// handle has nothing to say to a message of an earlier term, as etcd's raft has not. The paper answers it with the later term, which
// hastens things and is not needed: who is behind hears of the later term from those that act in it.
func (a Server) handle(s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if command, ok := msg.(Command); ok {
		return a.command(s, command)
	}
	if !a.by().heeds(s, msg) {
		return s, nil
	}
	switch m := msg.(type) {
	case RequestVote:
		return a.requestVote(s, from, m)
	case VoteReply:
		return a.voteReply(s, from)
	case AppendEntries:
		return a.appendEntries(s, from, m)
	case AppendReply:
		return a.appendReply(s, from, m)
	}
	return s, nil
}

// follow is a follower of a term, which may be the one that it is in: then it keeps its vote. A leader has no election timer, so one that
// steps down sets it; for the others theirs goes on, since a candidate that they refuse must not put off their own elections.
func (a Server) follow(s State, term int) (State, assay.Effects) {
	var effects assay.Effects
	if s.Role == Leader {
		effects = assay.Effects{assay.StopTimer(heartbeat), assay.SetTimer(election, electionTimeout)}
	}
	if term > s.Term {
		s.Term, s.Vote = term, ""
	}
	return s.as(Follower), effects
}

// campaign stands for the next term, and votes for itself in it.
func (a Server) campaign(self assay.ID, s State) (State, assay.Effects) {
	s = s.as(Candidate)
	s.Term, s.Vote, s.Votes = s.Term+1, self, []assay.ID{self}
	request := RequestVote{Term: s.Term, LastIndex: len(s.Log), LastTerm: s.lastTerm()}
	return s, assay.Effects{assay.SetTimer(election, electionTimeout), assay.Broadcast(a.Peers, request)}
}

// requestVote grants one vote in each term. A refusal would tell the candidate nothing, and is not sent.
func (a Server) requestVote(s State, from assay.ID, m RequestVote) (State, assay.Effects) {
	if s.Vote != "" && s.Vote != from || !a.by().upToDate(s, m) {
		return s, nil
	}
	s.Vote = from
	return s, assay.Effects{assay.SetTimer(election, electionTimeout), assay.Send(from, VoteReply{Term: s.Term})}
}

func (a Server) voteReply(s State, from assay.ID) (State, assay.Effects) {
	if s.Role != Candidate {
		return s, nil
	}
	s.Votes = a.by().counted(s.Votes, from)
	if len(s.Votes) < a.majority() {
		return s, nil
	}
	return a.lead(s)
}

// lead begins with a heartbeat, which tells the others who leads.
func (a Server) lead(s State) (State, assay.Effects) {
	s = s.as(Leader)
	s.Next, s.Match = map[assay.ID]int{}, map[assay.ID]int{}
	for _, peer := range a.Peers {
		s.Next[peer], s.Match[peer] = len(s.Log)+1, 0
	}
	timers := assay.Effects{assay.StopTimer(election), assay.SetTimer(heartbeat, heartbeatEvery)}
	return s, append(timers, a.appendAll(s)...)
}

// command takes a client's command into the log, unless it is there already: a client's message too may be delivered twice.
func (a Server) command(s State, m Command) (State, assay.Effects) {
	known := slices.ContainsFunc(s.Log, func(e Entry) bool { return e.Command == m.Value })
	if s.Role != Leader || known {
		return s, nil
	}
	s.Log = append(s.Log[:len(s.Log):len(s.Log)], Entry{Term: s.Term, Command: m.Value})
	return s, a.appendAll(s)
}

// appendTo tells a peer all that comes after what it is taken to have.
//
//assay:ignore total Next of a leader is within its log or right behind it: there it begins, no reply moves it further, and it falls to Match+1 at the least
func (a Server) appendTo(s State, peer assay.ID) assay.Effect {
	prev := s.Next[peer] - 1
	return assay.Send(peer, AppendEntries{Term: s.Term, PrevIndex: prev, PrevTerm: s.termAt(prev), Entries: s.Log[prev:], Commit: s.Commit})
}

func (a Server) appendAll(s State) assay.Effects {
	var effects assay.Effects
	for _, peer := range a.Peers {
		effects = append(effects, a.appendTo(s, peer))
	}
	return effects
}

// appendEntries is what a follower does. A candidate that hears from the leader of its term becomes one.
func (a Server) appendEntries(s State, from assay.ID, m AppendEntries) (State, assay.Effects) {
	s, effects := a.follow(s, m.Term)
	effects = append(effects, assay.SetTimer(election, electionTimeout))
	if !a.by().matches(s, m) {
		return s, append(effects, assay.Send(from, AppendReply{Term: s.Term, Index: m.PrevIndex}))
	}
	s.Log = a.by().merge(s.Log, m)
	last := m.PrevIndex + len(m.Entries)
	s.Commit = max(s.Commit, min(m.Commit, last))
	return s, append(effects, assay.Send(from, AppendReply{Term: s.Term, Success: true, Index: last}))
}

// appendReply notes how far a peer has come, or goes one entry back and tries again.
func (a Server) appendReply(s State, from assay.ID, m AppendReply) (State, assay.Effects) {
	if s.Role != Leader {
		return s, nil
	}
	if m.Success && m.Index > s.Match[from] {
		s.Next, s.Match = with(s.Next, from, max(s.Next[from], m.Index+1)), with(s.Match, from, m.Index)
		s.Commit = a.committed(s)
	}
	if !m.Success && m.Index == s.Next[from]-1 && m.Index > s.Match[from] {
		s.Next = with(s.Next, from, m.Index)
		return s, assay.Effects{a.appendTo(s, from)}
	}
	return s, nil
}

// committed is the greatest index that a majority has, whose entry may be counted.
func (a Server) committed(s State) int {
	for index := len(s.Log); index > s.Commit && index > 0; index-- {
		have := 1
		for _, match := range s.Match {
			if match >= index {
				have++
			}
		}
		if have >= a.majority() && a.by().countable(s, s.Log[index-1]) {
			return index
		}
	}
	return s.Commit
}

func (a Server) majority() int { return (len(a.Peers)+1)/2 + 1 }

// with is a copy of indices in which that of a peer is another.
func with(indices map[assay.ID]int, peer assay.ID, index int) map[assay.ID]int {
	changed := map[assay.ID]int{}
	maps.Copy(changed, indices)
	changed[peer] = index
	return changed
}
