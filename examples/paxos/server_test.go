package paxos

import (
	"reflect"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

var (
	s0      = Server{Peers: []assay.ID{"s1", "s2"}, Quorum: 2}
	first   = Ballot{Round: 1, Leader: "s0"}
	asked   = assay.RequestID{Client: "c0"}
	want    = Proposal{Request: asked, Value: "A"}
	earlier = Proposal{Request: assay.RequestID{Client: "c1"}, Value: "B"}
)

// leading is s0 after a Put and one promise, and accepted what that promise told of.
func leading(t *testing.T, told refine.Option[Vote]) (ServerState, assay.Effects) {
	t.Helper()
	s, _ := s0.Start("s0")
	s, _ = s0.Receive("s0", s, "c0", PutRequest{ID: asked, Value: "A"})
	return s0.Receive("s0", s, "s1", Prepared{Ballot: first, Accepted: told})
}

func TestPutOpensABallot(t *testing.T) {
	s, effects := s0.Receive("s0", ServerState{}, "c0", PutRequest{ID: asked, Value: "A"})
	expect(t, effects, assay.Broadcast([]assay.ID{"s1", "s2"}, Prepare{Ballot: first}))
	if s.Ballot != first || s.Proposal != refine.Some(want) {
		t.Errorf("after a Put: %+v", s)
	}
	after, effects := s0.Receive("s0", s, "c1", PutRequest{ID: earlier.Request, Value: "B"})
	if effects != nil || !reflect.DeepEqual(after, s) {
		t.Errorf("a second Put did something: %+v %v", after, effects)
	}
}

func TestLeaderProposesItsOwn(t *testing.T) {
	s, effects := leading(t, refine.None[Vote]())
	expect(t, effects, assay.Broadcast(s0.Peers, Accept{Vote: Vote{Ballot: first, Proposal: want}}))
	after, effects := s0.Receive("s0", s, "s2", Prepared{Ballot: first})
	if effects != nil || len(after.Prepares) != 3 {
		t.Errorf("a late promise is kept and starts nothing: %+v %v", after, effects)
	}
}

func TestLeaderProposesWhatMayBeDecided(t *testing.T) {
	old := Vote{Ballot: Ballot{Round: 1, Leader: ""}, Proposal: earlier}
	_, effects := leading(t, refine.Some(old))
	expect(t, effects, assay.Broadcast(s0.Peers, Accept{Vote: Vote{Ballot: first, Proposal: earlier}}))
}

func TestLeaderDecides(t *testing.T) {
	s, _ := leading(t, refine.None[Vote]())
	s, effects := s0.Receive("s0", s, "s1", Accepted{Ballot: first})
	expect(t, effects,
		assay.Broadcast(s0.Peers, Decided{Vote: Vote{Ballot: first, Proposal: want}}),
		assay.Send("c0", PutOk{ID: asked}))
	get := assay.RequestID{Client: "c1", N: 1}
	_, effects = s0.Receive("s0", s, "c1", GetRequest{ID: get})
	expect(t, effects, assay.Send("c1", GetOk{ID: get, Value: "A"}))
}

func TestAcceptorKeepsItsPromise(t *testing.T) {
	newer := Ballot{Round: 2, Leader: "s1"}
	s, effects := s0.Receive("s2", ServerState{}, "s1", Prepare{Ballot: newer})
	expect(t, effects, assay.Send("s1", Prepared{Ballot: newer}))
	for _, stale := range []Msg{Prepare{Ballot: first}, Prepare{Ballot: newer}, Accept{Vote: Vote{Ballot: first, Proposal: want}}} {
		if after, effects := s0.Receive("s2", s, "s0", stale); effects != nil || !reflect.DeepEqual(after, s) {
			t.Errorf("%T%v did something: %+v %v", stale, stale, after, effects)
		}
	}
	if _, effects := (forgetful{s0}).Receive("s2", s, "s0", Accept{Vote: Vote{Ballot: first, Proposal: want}}); effects == nil {
		t.Error("the forgetful acceptor kept its promise")
	}
}

func TestHandlersLeaveTheirArguments(t *testing.T) {
	s, _ := leading(t, refine.None[Vote]())
	prepares, accepts := len(s.Prepares), len(s.Accepts)
	s0.Receive("s0", s, "s2", Prepared{Ballot: first})
	s0.Receive("s0", s, "s1", Accepted{Ballot: first})
	if len(s.Prepares) != prepares || len(s.Accepts) != accepts {
		t.Errorf("a handler changed its argument: %+v", s)
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
}

func expect(t *testing.T, got assay.Effects, want ...assay.Effect) {
	t.Helper()
	if !reflect.DeepEqual(got, assay.Effects(want)) {
		t.Errorf("effects %v, expected %v", got, want)
	}
}
