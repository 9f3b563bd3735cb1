package raft

import (
	"slices"

	"github.com/assay-dev/assay"
)

// VotesForgotten is broken: a server that crashed does not know for whom it voted, and votes once more in the same term.
func VotesForgotten() assay.System {
	return system("raft/votes-forgotten", small, votesForgotten{}, crash(assay.Kept))
}

type votesForgotten struct{ figure2 }

func (votesForgotten) record(before, after State, effects assay.Effects) assay.Effects {
	before.Vote, after.Vote = "", ""
	return figure2{}.record(before, after, effects)
}

// TermsForgotten is broken: a server that crashed does not know in which term it voted, and takes the same one for a new one.
func TermsForgotten() assay.System {
	return system("raft/terms-forgotten", small, termsForgotten{}, crash(assay.Kept))
}

type termsForgotten struct{ figure2 }

func (termsForgotten) record(before, after State, effects assay.Effects) assay.Effects {
	before.Term, after.Term = 0, 0
	return figure2{}.record(before, after, effects)
}

// LogsForgotten is broken: a server that crashed has lost entries that it acknowledged.
func LogsForgotten() assay.System {
	return system("raft/logs-forgotten", both, logsForgotten{}, crash(assay.Kept))
}

type logsForgotten struct{ figure2 }

func (logsForgotten) record(before, after State, effects assay.Effects) assay.Effects {
	before.Log, after.Log = nil, nil
	return figure2{}.record(before, after, effects)
}

// Unsynced is broken: a server writes before it speaks, and does not wait until the disk has it.
func Unsynced() assay.System {
	return system("raft/unsynced", small, unsynced{}, crash(assay.Unsynced))
}

type unsynced struct{ figure2 }

func (unsynced) record(before, after State, effects assay.Effects) assay.Effects {
	effects = figure2{}.record(before, after, effects)
	return slices.DeleteFunc(effects, func(e assay.Effect) bool { return e == assay.Sync() })
}

// RepliesFirst is broken: a server speaks before it writes, and may die between the two.
func RepliesFirst() assay.System {
	return system("raft/replies-first", small, repliesFirst{}, crash(assay.Torn))
}

type repliesFirst struct{ figure2 }

func (repliesFirst) record(before, after State, effects assay.Effects) assay.Effects {
	return slices.Concat(effects, figure2{}.record(before, after, nil))
}

// AnyLog is broken: a server votes for candidates that lack entries which it has.
func AnyLog() assay.System { return system("raft/any-log", both, anyLog{}, assay.Assumptions{}) }

type anyLog struct{ figure2 }

func (anyLog) upToDate(State, RequestVote) bool { return true }

// AnyTerm is broken, as in Figure 8 of the paper: a leader commits an entry of an earlier term as soon as a majority has it, and a later
// leader, which has an entry of a term between the two, overwrites it. It begins where (b) of the figure is over.
func AnyTerm() assay.System { return after(figure8b, "raft/any-term", anyTerm{}, nil) }

// AnyTermFromStart is AnyTerm from nothing: s0 and s2 stand for election twice.
func AnyTermFromStart() assay.System {
	twice := bounds{firings: []int{2, 0, 2}, commands: both.commands}
	return system("raft/any-term/from-start", twice, anyTerm{}, assay.Assumptions{})
}

type anyTerm struct{ figure2 }

func (anyTerm) countable(State, Entry) bool { return true }

// AnyPrevious is broken: a follower takes entries whatever its log has before them.
func AnyPrevious() assay.System {
	again := bounds{firings: []int{1, 0, 2}, commands: both.commands} // s2 leads, and its heartbeat tells s1 what is committed
	return system("raft/any-previous", again, anyPrevious{}, assay.Assumptions{})
}

type anyPrevious struct{ figure2 }

func (anyPrevious) matches(State, AppendEntries) bool { return true }

func (anyPrevious) merge(log []Entry, m AppendEntries) []Entry {
	m.PrevIndex = min(m.PrevIndex, len(log))
	return figure2{}.merge(log, m)
}

// CountsVotes is broken: a candidate counts votes and not voters, and a vote may be delivered twice. Of three servers one vote of
// another is enough, so there are five, of which two stand for election.
func CountsVotes() assay.System {
	five := bounds{firings: []int{1, 1, 0, 0, 0}}
	return system("raft/counts-votes", five, countsVotes{}, assay.Assumptions{Duplicates: assay.AtMost(1)})
}

type countsVotes struct{ figure2 }

func (countsVotes) counted(votes []assay.ID, from assay.ID) []assay.ID {
	return slices.Sorted(slices.Values(append(slices.Clone(votes), from)))
}

// Truncates is broken: a follower makes its log what a message says, also where one that says more has overtaken it.
func Truncates() assay.System {
	return system("raft/truncates", both, truncates{}, assay.Assumptions{})
}

type truncates struct{ figure2 }

//assay:ignore total the log reaches to PrevIndex, for it matches
func (truncates) merge(log []Entry, m AppendEntries) []Entry {
	return slices.Concat(log[:m.PrevIndex], m.Entries)
}

// StaleVotes is broken: a candidate counts a vote in the term in which it comes, not in the one that it was given in.
func StaleVotes() assay.System {
	again := bounds{firings: []int{2, 0, 1}, commands: both.commands}
	return system("raft/stale-votes", again, staleVotes{}, assay.Assumptions{})
}

type staleVotes struct{ figure2 }

func (staleVotes) heeds(s State, msg Msg) bool {
	_, vote := msg.(VoteReply)
	return vote || figure2{}.heeds(s, msg)
}

func crash(disk assay.Durability) assay.Assumptions {
	return assay.Assumptions{Crashes: assay.AtMost(1), Disk: disk}
}

// StandsOnce is broken: a candidate waits for votes for as long as it takes, so that nobody leads once all have voted for themselves.
func StandsOnce() assay.System {
	return elections("raft/elections/stands-once", 2, assay.Assumptions{Duplicates: assay.Unlimited},
		func(id assay.ID, server Server) assay.Participant { return assay.Spawn(id, standsOnce{server}) })
}

type standsOnce struct{ Server }

func (a standsOnce) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	s, effects := a.Server.Timeout(self, s, timer)
	return s, slices.DeleteFunc(effects, isElection)
}

// Dozes is broken: a server that recovers sets no timer, and waits for somebody to lead it. So do the others once they too have crashed.
func Dozes() assay.System {
	return elections("raft/elections/dozes", 1, assay.Assumptions{Duplicates: assay.Unlimited, Crashes: assay.AtMost(3)},
		func(id assay.ID, server Server) assay.Participant { return assay.Spawn(id, dozes{server}) })
}

type dozes struct{ Server }

func (a dozes) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	s, effects := a.Server.Recover(self, disk)
	return s, slices.DeleteFunc(effects, isElection)
}

func isElection(e assay.Effect) bool {
	timer, ok := e.(assay.TimerEffect)
	return ok && timer.Name == election
}
