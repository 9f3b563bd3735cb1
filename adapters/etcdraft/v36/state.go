package v36

import (
	"go.etcd.io/raft/v3/tracker"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/adapters/etcdraft"
)

// Options leave out what is no state: the logger, counters of calls, the timeout that is drawn at random and read by Tick alone, the
// slack of rings.
func (Library) Options() []assay.MutableOption {
	return []assay.MutableOption{
		assay.Shared("raft.Logger"),
		assay.NotState("raft.raft.randomizedElectionTimeout", "raft.MemoryStorage.callStats"),
		assay.Seen(func(in *tracker.Inflights) any { return etcdraft.InFlight(in) }),
	}
}
