// Package examples_test holds what is to be true of all examples together.
package examples_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/examples/fleet"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/examples/outbox"
	"github.com/assay-dev/assay/examples/paxos"
	"github.com/assay-dev/assay/examples/probes"
	"github.com/assay-dev/assay/examples/raft"
	"github.com/assay-dev/assay/examples/register"
	"github.com/assay-dev/assay/examples/retrystorm"
	"github.com/assay-dev/assay/examples/tutorial/copies"
	"github.com/assay-dev/assay/examples/tutorial/decide"
	"github.com/assay-dev/assay/examples/tutorial/fence"
	"github.com/assay-dev/assay/examples/tutorial/remember"
	"github.com/assay-dev/assay/examples/tutorial/replicate"
	"github.com/assay-dev/assay/examples/twophase"
	"github.com/assay-dev/assay/examples/workqueue"
)

// small are the systems that are explored whole in a moment.
var small = []assay.System{
	fleet.System(1, 1), fleet.AtMostOnce(), fleet.Claims(),
	lock.System(1), lock.System(2), lock.System(3), lock.Forgetful(), lock.Impatient(), lock.AnyRelease(),
	lock.Lease(), lock.PausedHolder(), lock.Drifting(), lock.Reissued(), lock.UnsyncedToken(), lock.AnyToken(), lock.ForgetfulStore(),
	outbox.System(1), outbox.DualWrite(), outbox.Unanswered(), outbox.WithCarrier(), outbox.HeldToCarrier(), outbox.Early(),
	paxos.System(3, 1), paxos.System(3, 2), paxos.Agreement(3, 2), paxos.Durable(3, 1), paxos.SmallQuorum(), paxos.Forgetful(),
	raft.Elections(1, 0), raft.Elections(0, 1), raft.AnyTerm(), raft.StandsOnce(), raft.Dozes(),
	register.Single(1, 2), register.ABD(2, 2), register.TwoCopies(), register.NoWriteBack(),
	retrystorm.Clients(1, 3), retrystorm.Clients(2, 1), retrystorm.NoBudget(), retrystorm.Layers(2, 1, 1), retrystorm.Layers(2, 2),
	retrystorm.Asked(retrystorm.FanOut(3)), retrystorm.Asked(retrystorm.Hedged(2)), retrystorm.Impatient(),
	workqueue.System(3), workqueue.Early(), workqueue.Written(workqueue.DeadLetters(1)), workqueue.Written(workqueue.Skips()),
	probes.Starting(1), probes.AsksOnce(),
	twophase.Actors(3), twophase.FickleActors(),
	decide.System(), decide.Looking(), remember.System(), remember.Unsynced(), fence.System(), fence.Kept(), fence.Unfenced(),
	copies.System(), copies.Hasty(), copies.Burning(), replicate.System(), replicate.Selfish(), replicate.Loyal(),
}

// TestFailuresLeftOut explores every small example once as usual, and once with nothing left out: free failures, and deliveries and
// timeouts that change nothing. A verdict that differs is an error of Run itself.
func TestFailuresLeftOut(t *testing.T) { audit(t, small) }

func audit(t *testing.T, systems []assay.System) {
	t.Helper()
	same := 0
	for _, sys := range systems {
		r, err := check.Run(t.Context(), sys, check.Audit())
		if err != nil {
			t.Errorf("%s: %v", sys.Name, err)
		}
		for _, record := range r.Records {
			for _, bound := range record.Bounds {
				switch {
				case bound.Name == "audit" && strings.HasSuffix(bound.Value, "the same verdict"):
					same++
				case bound.Name == "audit":
					t.Errorf("%s, %s: %s", sys.Name, record.Property, bound.Value)
				}
			}
		}
	}
	t.Logf("%d verdicts are the same", same)
}
