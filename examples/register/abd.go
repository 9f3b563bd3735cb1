package register

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Replica is one of several servers that keep the register together.
type Replica struct {
	Peers  []assay.ID // the other servers
	Quorum int        // how many servers, itself included, are enough: a majority
}

// ReplicaState is the local state of a Replica.
type ReplicaState struct {
	Version Version // the newest that it knows
	Phase   Phase   // of the operation that it runs
}

// Phase is Idle, Asking or Telling.
type Phase interface{ phase() }

type (
	// Idle runs no operation.
	Idle struct{}
	// Asking collects the newest versions that servers know.
	Asking struct {
		ID    assay.RequestID
		Write refine.Option[string] // what a Put puts
		Known map[assay.ID]Version
	}
	// Telling collects who knows the version that the answer will show.
	Telling struct {
		ID   assay.RequestID
		Read refine.Option[string] // what a Get got
		Acks []assay.ID            // sorted
	}
)

func (Idle) phase()    {}
func (Asking) phase()  {}
func (Telling) phase() {}

// Start is the empty register.
func (Replica) Start(self assay.ID) (ReplicaState, assay.Effects) {
	return ReplicaState{Version: Version{Writer: self}, Phase: Idle{}}, nil
}

// Receive is one step of the protocol.
func (a Replica) Receive(self assay.ID, s ReplicaState, from assay.ID, msg Msg) (ReplicaState, assay.Effects) {
	switch m := msg.(type) {
	case PutRequest:
		return a.ask(self, s, m.ID, refine.Some(m.Value))
	case GetRequest:
		return a.ask(self, s, m.ID, refine.None[string]())
	case Query:
		return s, assay.Effects{assay.Send(from, AckQuery{ID: m.ID, Version: s.Version})}
	case AckQuery:
		return a.heard(self, s, from, m)
	case Record:
		return s.learn(m.Version), assay.Effects{assay.Send(from, AckRecord{ID: m.ID})}
	case AckRecord:
		return a.acked(s, from, m)
	case PutOk, GetOk: // a client's
	}
	return s, nil
}

// ask begins an operation, unless one is running.
func (a Replica) ask(self assay.ID, s ReplicaState, id assay.RequestID, write refine.Option[string]) (ReplicaState, assay.Effects) {
	if _, idle := s.Phase.(Idle); !idle {
		return s, nil
	}
	s.Phase = Asking{ID: id, Write: write, Known: map[assay.ID]Version{self: s.Version}}
	return s, assay.Effects{assay.Broadcast(a.Peers, Query{ID: id})}
}

// heard goes from asking to telling once a quorum has answered.
func (a Replica) heard(self assay.ID, s ReplicaState, from assay.ID, m AckQuery) (ReplicaState, assay.Effects) {
	asking, ok := s.Phase.(Asking)
	if !ok || asking.ID != m.ID {
		return s, nil
	}
	known := map[assay.ID]Version{}
	maps.Copy(known, asking.Known)
	known[from] = m.Version
	asking.Known = known
	s.Phase = asking
	if len(asking.Known) < a.Quorum {
		return s, nil
	}
	version := newest(asking.Known)
	read := refine.Some(version.Value)
	if value, writes := asking.Write.Get(); writes {
		version = Version{Clock: version.Clock + 1, Writer: self, Value: value}
		read = refine.None[string]()
	}
	s = s.learn(version)
	s.Phase = Telling{ID: m.ID, Read: read, Acks: []assay.ID{self}}
	return s, assay.Effects{assay.Broadcast(a.Peers, Record{ID: m.ID, Version: version})}
}

// acked answers the client once a quorum knows what the answer shows.
func (a Replica) acked(s ReplicaState, from assay.ID, m AckRecord) (ReplicaState, assay.Effects) {
	telling, ok := s.Phase.(Telling)
	if !ok || telling.ID != m.ID || slices.Contains(telling.Acks, from) {
		return s, nil
	}
	telling.Acks = with(telling.Acks, from)
	s.Phase = telling
	if len(telling.Acks) < a.Quorum {
		return s, nil
	}
	s.Phase = Idle{}
	return s, assay.Effects{telling.answer()}
}

func (t Telling) answer() assay.Effect {
	if value, reads := t.Read.Get(); reads {
		return assay.Send(t.ID.Client, GetOk{ID: t.ID, Value: value})
	}
	return assay.Send(t.ID.Client, PutOk{ID: t.ID})
}

func (s ReplicaState) learn(v Version) ReplicaState {
	if v.Newer(s.Version) {
		s.Version = v
	}
	return s
}

// newest is the newest of known, which is not empty. Two different versions are never equally new; the order is there so that nobody
// has to rely on it.
func newest(known map[assay.ID]Version) Version {
	var best Version
	for _, id := range slices.Sorted(maps.Keys(known)) {
		if version := known[id]; version.Newer(best) {
			best = version
		}
	}
	return best
}

// with is a copy of the sorted ids that has id in it, which was not.
func with(ids []assay.ID, id assay.ID) []assay.ID {
	at, _ := slices.BinarySearch(ids, id)
	return slices.Insert(slices.Clone(ids), at, id)
}
