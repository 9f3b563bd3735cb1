package v37

import (
	"go.etcd.io/raft/v3/raftpb"
	"go.etcd.io/raft/v3/tracker"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/adapters/etcdraft"
)

// Options leave out what is no state: the logger, counters of calls, the timeout that is drawn at random and read by Tick alone, the
// slack of rings, and Protobuf's own bookkeeping in messages, which raft never changes once it has made them.
func (Library) Options() []assay.MutableOption {
	return []assay.MutableOption{
		assay.Shared("raft.Logger", "impl.MessageState"),
		assay.NotState("raft.raft.randomizedElectionTimeout", "raft.MemoryStorage.callStats"),
		assay.Seen(func(in *tracker.Inflights) any { return etcdraft.InFlight(in) }),
		assay.Seen(func(e **raftpb.Entry) any { return seen(*e, ourEntry) }),
		assay.Seen(func(m **raftpb.Message) any { return seen(*m, message) }),
		assay.Seen(func(h **raftpb.HardState) any { return seen(*h, hardState) }),
		assay.Seen(func(s **raftpb.Snapshot) any { return seen(*s, snapshot) }),
	}
}

// seen is a message without its bookkeeping, nil for none.
func seen[P any, V any](m *P, of func(*P) V) any {
	if m == nil {
		return nil
	}
	return of(m)
}

func hardState(h *raftpb.HardState) etcdraft.HardState {
	return etcdraft.HardState{Term: h.GetTerm(), Vote: h.GetVote(), Commit: h.GetCommit()}
}

func snapshot(s *raftpb.Snapshot) [2]any {
	return [2]any{s.GetMetadata().GetIndex(), s.GetMetadata().GetTerm()}
}
