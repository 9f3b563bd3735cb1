package raft_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/raft"
)

const (
	oneLeader = "one leader a term"
	complete  = "leader completeness"
	matching  = "log matching"
	safe      = "state machine safety"
	possible  = "a leader is always possible again"
)

func TestRaft(t *testing.T) { check.Test(t, raft.System(1), check.Counts(429_078, 2_900_955, 26)) }

func TestElections(t *testing.T) {
	check.Test(t, raft.Elections(1, 0), check.Counts(3_594, 17_797, 13))
	check.Test(t, raft.Elections(0, 1), check.Counts(25_149, 123_178, 15))
}

func TestFigure8(t *testing.T) { check.Test(t, raft.Figure8(), check.Counts(497_473, 3_388_744, 28)) }

// violates has the shortest counterexamples of a broken variant, with no more failures than it takes (TestWhatItTakes).
func violates(t *testing.T, sys assay.System, properties ...string) {
	t.Helper()
	for _, property := range properties {
		check.Violates(t, sys, property)
	}
}

func TestVotesForgotten(t *testing.T) { violates(t, raft.VotesForgotten(), oneLeader, complete) }

func TestTermsForgotten(t *testing.T) { violates(t, raft.TermsForgotten(), oneLeader, complete) }

func TestLogsForgotten(t *testing.T) { violates(t, raft.LogsForgotten(), complete, safe) }

func TestUnsynced(t *testing.T) { violates(t, raft.Unsynced(), oneLeader, complete) }

func TestRepliesFirst(t *testing.T) { violates(t, raft.RepliesFirst(), oneLeader, complete) }

func TestAnyLog(t *testing.T) { violates(t, raft.AnyLog(), complete, safe) }

func TestAnyTerm(t *testing.T) { violates(t, raft.AnyTerm(), complete, safe) }

func TestAnyPrevious(t *testing.T) { violates(t, raft.AnyPrevious(), complete, matching, safe) }

func TestCountsVotes(t *testing.T) { violates(t, raft.CountsVotes(), oneLeader) }

func TestTruncates(t *testing.T) { violates(t, raft.Truncates(), complete, safe) }

func TestStaleVotes(t *testing.T) {
	violates(t, raft.StaleVotes(), oneLeader, complete, matching, safe)
}

func TestStandsOnce(t *testing.T) { violates(t, raft.StandsOnce(), possible) }

// TestDozes takes all three servers to crash: one that did not stands for election by itself.
func TestDozes(t *testing.T) {
	violates(t, raft.Dozes(), possible)
	kinder := raft.Dozes()
	kinder.Name += "/2crashes"
	kinder.Assume.Crashes = assay.AtMost(2)
	check.Test(t, kinder)
}
