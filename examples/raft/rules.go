package raft

import (
	"slices"

	"github.com/assay-dev/assay"
)

// rules are the lines of Figure 2 that safety rests on. Each is what some variant in broken.go does otherwise.
type rules interface {
	// heeds says whether a message is one of this term.
	heeds(s State, msg Msg) bool
	// upToDate says whether a candidate's log is at least as up to date as the voter's.
	upToDate(s State, m RequestVote) bool
	// matches says whether a log has the entry that the new ones come after.
	matches(s State, m AppendEntries) bool
	// merge is a log with the new entries in it, after one that matches.
	merge(log []Entry, m AppendEntries) []Entry
	// counted are the votes of a candidate with that of from.
	counted(votes []assay.ID, from assay.ID) []assay.ID
	// countable says whether an entry may be committed because enough servers have it.
	countable(s State, e Entry) bool
	// record adds to effects what makes a change of state durable.
	record(before, after State, effects assay.Effects) assay.Effects
}

// figure2 are the rules as they are in the paper.
type figure2 struct{}

// heeds ignores what belongs to an earlier term, votes too (TestStaleVotes).
func (figure2) heeds(s State, msg Msg) bool { return msg.term() >= s.Term }

func (figure2) upToDate(s State, m RequestVote) bool {
	if m.LastTerm != s.lastTerm() {
		return m.LastTerm > s.lastTerm()
	}
	return m.LastIndex >= len(s.Log)
}

func (figure2) matches(s State, m AppendEntries) bool {
	return m.PrevIndex <= len(s.Log) && s.termAt(m.PrevIndex) == m.PrevTerm
}

// merge deletes what conflicts, and nothing else: a message that was overtaken tells of fewer entries than the log has by now, and
// those beyond them were acknowledged (TestTruncates).
//
//assay:ignore total the log reaches to PrevIndex, for it matches, and each round that goes on has found one entry more in it
func (figure2) merge(log []Entry, m AppendEntries) []Entry {
	for i, e := range m.Entries {
		at := m.PrevIndex + i
		if at >= len(log) || log[at].Term != e.Term {
			return slices.Concat(log[:at], m.Entries[i:])
		}
	}
	return log
}

// counted counts voters, since a vote may be delivered twice (TestCountsVotes).
func (figure2) counted(votes []assay.ID, from assay.ID) []assay.ID {
	at, found := slices.BinarySearch(votes, from)
	if found {
		return votes
	}
	return slices.Insert(slices.Clone(votes), at, from)
}

// countable is the rule of Figure 8: an entry of an earlier term is committed only by one of this term that comes after it
// (TestAnyTerm).
func (figure2) countable(s State, e Entry) bool { return e.Term == s.Term }

// record has everything on the disk before anything is said (TestRepliesFirst, TestUnsynced). Term and vote are one value: written one
// after the other, a vote of one term could be left under another term.
func (figure2) record(before, after State, effects assay.Effects) assay.Effects {
	var writes assay.Effects
	if before.ballot() != after.ballot() {
		writes = append(writes, assay.Persist(ballotKey, after.ballot()))
	}
	if !slices.Equal(before.Log, after.Log) {
		writes = append(writes, assay.Persist(logKey, after.Log))
	}
	if writes == nil {
		return effects
	}
	return slices.Concat(writes, assay.Effects{assay.Sync()}, effects)
}
