//go:build long

package raft

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
)

// every is each property that is about a state, with the same sets.
func every(words ...string) sets {
	return sets{"one leader a term": words, "leader completeness": words, "log matching": words, "state machine safety": words}
}

// TestLongRaft has one crash more than TestRaft.
func TestLongRaft(t *testing.T) {
	check.Test(t, System(2), check.Counts(1_932_489, 13_724_988, 28))
}

// TestLongElections has a loss and a crash together.
func TestLongElections(t *testing.T) {
	check.Test(t, Elections(1, 1), check.Counts(25_149, 123_178, 15))
}

// TestLongThreeTerms has s0 stand for election once more, or send a heartbeat.
func TestLongThreeTerms(t *testing.T) {
	check.Test(t, system("raft/three-terms", threeTerms, nil, assay.Assumptions{
		Losses: assay.Unlimited, Duplicates: assay.Unlimited, Crashes: assay.AtMost(1), Disk: assay.Unsynced,
	}), check.Counts(12_464_081, 81_431_331, 34))
}

// TestLongStaleReplies has a leader that counts replies to an earlier life of its own as leader. Among three servers that does no harm:
// with one reply an entry of that term was committed, and so is in both logs for good. Whether it does among five is not asked here.
func TestLongStaleReplies(t *testing.T) {
	check.Test(t, system("raft/stale-replies", threeTerms, staleReplies{}, assay.Assumptions{
		Losses: assay.Unlimited, Duplicates: assay.Unlimited,
	}))
}

type staleReplies struct{ figure2 }

func (staleReplies) heeds(s State, msg Msg) bool {
	_, reply := msg.(AppendReply)
	return reply || figure2{}.heeds(s, msg)
}

var threeTerms = bounds{firings: []int{2, 0, 1}, commands: both.commands}

// TestLongSweep is TestSweep with two commands, and so with all properties.
func TestLongSweep(t *testing.T) {
	sys := system("raft/both", both, nil, assay.Assumptions{})
	compare(t, check.Sweep(t, sys, check.FromReliable(), check.States(statesLongMax)), every("1 crash + wiped disk"))
}

// TestLongWhatItTakes has two commands for each variant that crashes, and asks of each about every property: those that are not named
// hold.
func TestLongWhatItTakes(t *testing.T) {
	for _, c := range []struct {
		name   string
		rules  rules
		breaks sets
	}{
		{"votes-forgotten", votesForgotten{}, every("1 crash")},
		{"terms-forgotten", termsForgotten{}, every("1 crash")},
		{"logs-forgotten", logsForgotten{}, sets{"leader completeness": {"1 crash"}, "state machine safety": {"1 crash"}}},
		{"unsynced", unsynced{}, every("1 crash + unsynced disk")},
		{"replies-first", repliesFirst{}, every("1 crash + torn disk")},
		{"any-log", anyLog{}, sets{"leader completeness": {nothing}, "state machine safety": {nothing}}},
		{"truncates", truncates{}, sets{"leader completeness": {nothing}, "state machine safety": {nothing}}},
	} {
		sys := system("raft/both/"+c.name, both, c.rules, assay.Assumptions{})
		compare(t, sweep(t, sys, every(), failures("losses", "duplicates", "crashes", "disk", "cuts")), c.breaks)
	}
}

// TestLongCountsVotes has crashes beside TestCountsVotesSweep.
func TestLongCountsVotes(t *testing.T) {
	breaks := sets{"one leader a term": {"1 duplicate"}}
	dimensions := append(check.DefaultDimensions(assay.System{})[:2], failures("crashes")...)
	compare(t, sweep(t, CountsVotes(), breaks, dimensions), breaks)
}

// TestLongAnyTerm comes to Figure 8 from nothing.
func TestLongAnyTerm(t *testing.T) { check.Violates(t, AnyTermFromStart(), "leader completeness") }

const statesLongMax = 50_000_000
