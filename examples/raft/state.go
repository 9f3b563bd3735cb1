package raft

import (
	"fmt"

	"github.com/assay-dev/assay"
)

// Role is what a server is at the moment.
type Role uint8

const (
	Follower Role = iota
	Candidate
	Leader
)

func (r Role) String() string {
	if names := []string{"follower", "candidate", "leader"}; int(r) < len(names) {
		return names[r]
	}
	return fmt.Sprintf("role(%d)", r)
}

// Entry is one place of the log: a command, and the term in which a leader took it.
type Entry struct {
	Term    int
	Command string
}

// State is the local state of a Server. The first three are on its disk. Indices begin at 1, as in the paper: Log[0] is the entry at
// index 1, and 0 is before all.
type State struct {
	Term int
	Vote assay.ID // for whom it voted in Term, or nobody
	Log  []Entry

	Role   Role
	Commit int // the greatest index that it knows to be committed, and applies up to

	Votes []assay.ID       // of a candidate: who voted for it, sorted
	Next  map[assay.ID]int // of a leader: the index of the next entry to send to each peer
	Match map[assay.ID]int // of a leader: up to where each peer's log is known to agree
}

// Ballot is what a server keeps of elections.
type Ballot struct {
	Term int
	Vote assay.ID
}

const (
	ballotKey = "ballot"
	logKey    = "log"
)

func (s State) ballot() Ballot { return Ballot{s.Term, s.Vote} }

// termAt is the term of the entry at an index, and 0 where there is none.
func (s State) termAt(index int) int {
	if index < 1 || index > len(s.Log) {
		return 0
	}
	return s.Log[index-1].Term
}

func (s State) lastTerm() int { return s.termAt(len(s.Log)) }

// as is a state in another role, without what belonged to the old one.
func (s State) as(role Role) State {
	s.Role, s.Votes, s.Next, s.Match = role, nil, nil, nil
	return s
}
