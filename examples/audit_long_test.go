//go:build long

package examples_test

import (
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/examples/fleet"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/outbox"
	"github.com/assay-dev/assay/examples/raft"
	"github.com/assay-dev/assay/examples/register"
)

// TestLongFailuresLeftOut is the same for the other examples. raft.System and raft.Figure8 have more than 120 million states with nothing
// left out; what is here is the one without crashes, with one loss in place of many, and broken variants.
func TestLongFailuresLeftOut(t *testing.T) {
	audit(t, []assay.System{
		fleet.System(2, 1), fleet.AtLeastOnce(), fleet.Keyless(), fleet.Forgetful(), fleet.ActsFirst(), fleet.Unsynced(),
		lock.Fenced(), lock.Margin(), lock.SlimMargin(),
		outbox.System(2), outbox.SendFirst(), outbox.Unsynced(), outbox.ShipsAgain(), register.Reads(),
		raftWithOneLoss(), raft.CountsVotes(), raft.Truncates(), raft.AnyLog(), raft.StaleVotes(), raft.AnyPrevious(),
	})
}

func raftWithOneLoss() assay.System {
	sys := raft.System(0)
	sys.Assume.Losses, sys.Assume.Duplicates = assay.AtMost(1), assay.None
	return sys
}
