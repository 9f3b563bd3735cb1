package v37

import (
	"fmt"
	"reflect"

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
		assay.Seen(inflights),
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

// inflights are the messages in a ring, in their order, wherever in the ring they are.
func inflights(in *tracker.Inflights) any {
	v := reflect.ValueOf(in).Elem()
	start, count, ring := int(v.FieldByName("start").Int()), int(v.FieldByName("count").Int()), v.FieldByName("buffer")
	size := int(v.FieldByName("size").Int())
	var all [][2]uint64
	for k := range count {
		e := ring.Index((start + k) % size)
		all = append(all, [2]uint64{e.FieldByName("index").Uint(), e.FieldByName("bytes").Uint()})
	}
	return all
}

// silent is a logger that says nothing, and panics where raft says that it must not go on.
type silent struct{}

func (silent) Debug(...any)            {}
func (silent) Debugf(string, ...any)   {}
func (silent) Error(...any)            {}
func (silent) Errorf(string, ...any)   {}
func (silent) Info(...any)             {}
func (silent) Infof(string, ...any)    {}
func (silent) Warning(...any)          {}
func (silent) Warningf(string, ...any) {}
func (silent) Fatal(v ...any)          { panic(fmt.Sprint(v...)) }
func (silent) Fatalf(f string, v ...any) {
	panic(fmt.Sprintf(f, v...))
}
func (silent) Panic(v ...any)            { panic(fmt.Sprint(v...)) }
func (silent) Panicf(f string, v ...any) { panic(fmt.Sprintf(f, v...)) }
