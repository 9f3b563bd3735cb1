package register

import (
	"reflect"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

var (
	s0    = Replica{Peers: []assay.ID{"s1", "s2"}, Quorum: 2}
	id    = assay.RequestID{Client: "c0"}
	empty = Version{Writer: "s1"}
	old   = Version{Clock: 4, Writer: "s1", Value: "B"}
)

// told is s0 after a request and one answer to its query.
func told(t *testing.T, ask Msg, known Version) (ReplicaState, assay.Effects) {
	t.Helper()
	s, _ := s0.Start("s0")
	s, effects := s0.Receive("s0", s, "c0", ask)
	expect(t, effects, assay.Broadcast(s0.Peers, Query{ID: id}))
	return s0.Receive("s0", s, "s1", AckQuery{ID: id, Version: known})
}

func TestCopy(t *testing.T) {
	s, effects := Copy{}.Receive("s0", "", "c0", PutRequest{ID: id, Value: "A"})
	expect(t, effects, assay.Send("c0", PutOk{ID: id}))
	_, effects = Copy{}.Receive("s0", s, "c1", GetRequest{ID: id})
	expect(t, effects, assay.Send("c1", GetOk{ID: id, Value: "A"}))
}

func TestPutIsNewerThanWhatIsKnown(t *testing.T) {
	s, effects := told(t, PutRequest{ID: id, Value: "A"}, old)
	version := Version{Clock: 5, Writer: "s0", Value: "A"}
	expect(t, effects, assay.Broadcast(s0.Peers, Record{ID: id, Version: version}))
	if s.Version != version {
		t.Errorf("the writer knows %v, expected %v", s.Version, version)
	}
	s, effects = s0.Receive("s0", s, "s2", AckRecord{ID: id})
	expect(t, effects, assay.Send("c0", PutOk{ID: id}))
	if _, idle := s.Phase.(Idle); !idle {
		t.Errorf("after the answer: %+v", s)
	}
}

func TestGetTellsWhatItFound(t *testing.T) {
	s, effects := told(t, GetRequest{ID: id}, old)
	expect(t, effects, assay.Broadcast(s0.Peers, Record{ID: id, Version: old}))
	_, effects = s0.Receive("s0", s, "s2", AckRecord{ID: id})
	expect(t, effects, assay.Send("c0", GetOk{ID: id, Value: "B"}))

	broken := noWriteBack{s0}
	s, _ = s0.Receive("s0", ReplicaState{Phase: Idle{}}, "c0", GetRequest{ID: id})
	_, effects = broken.Receive("s0", s, "s1", AckQuery{ID: id, Version: old})
	expect(t, effects, assay.Send("c0", GetOk{ID: id, Value: "B"}))
}

func TestRecordKeepsTheNewer(t *testing.T) {
	s, effects := s0.Receive("s2", ReplicaState{Version: old, Phase: Idle{}}, "s0", Record{ID: id, Version: empty})
	expect(t, effects, assay.Send("s0", AckRecord{ID: id}))
	if s.Version != old {
		t.Errorf("an older version replaced %v by %v", old, s.Version)
	}
}

func TestOneOperationAtATime(t *testing.T) {
	s, _ := told(t, GetRequest{ID: id}, old)
	other := assay.RequestID{Client: "c1"}
	for _, msg := range []Msg{GetRequest{ID: other}, PutRequest{ID: other}, AckQuery{ID: id}, AckRecord{ID: other}} {
		if after, effects := s0.Receive("s0", s, "s1", msg); effects != nil || !reflect.DeepEqual(after, s) {
			t.Errorf("%T%v did something: %+v %v", msg, msg, after, effects)
		}
	}
}

func TestHandlersLeaveTheirArguments(t *testing.T) {
	s, _ := s0.Receive("s0", ReplicaState{Phase: Idle{}}, "c0", GetRequest{ID: id})
	s0.Receive("s0", s, "s1", AckQuery{ID: id, Version: old})
	if known := s.Phase.(Asking).Known; len(known) != 1 {
		t.Errorf("a handler changed its argument: %v", known)
	}
}

func TestRegister(t *testing.T) {
	value, result := Register{}.Apply(Register{}.Init(), Put{Value: "A"})
	if result != (PutDone{}) {
		t.Errorf("a Put answers %v, expected PutDone", result)
	}
	if _, result := (Register{}).Apply(value, Get{}); result != "A" {
		t.Errorf("a Get answers %v, expected A", result)
	}
	if _, result, ok := reply(PutOk{ID: id}); !ok || result != refine.Some[any](PutDone{}) {
		t.Errorf("PutOk means %v %v, expected PutDone", result, ok)
	}
}

func expect(t *testing.T, got assay.Effects, want ...assay.Effect) {
	t.Helper()
	if !reflect.DeepEqual(got, assay.Effects(want)) {
		t.Errorf("effects %v, expected %v", got, want)
	}
}
