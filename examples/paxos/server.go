package paxos

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Server is proposer, acceptor and learner in one.
type Server struct {
	Peers  []assay.ID // the other servers
	Quorum int        // how many servers, itself included, are enough: a majority
}

// ServerState is the local state of a Server.
type ServerState struct {
	Ballot   Ballot              // the newest that it promised or accepted
	Accepted refine.Option[Vote] // the newest that it accepted
	Decided  bool                // Accepted is decided

	// As a leader: what it proposes, who promised and what they had accepted, and who accepted (sorted).
	Proposal refine.Option[Proposal]
	Prepares map[assay.ID]refine.Option[Vote]
	Accepts  []assay.ID
}

// Start promises and proposes nothing.
func (Server) Start(self assay.ID) (ServerState, assay.Effects) { return ServerState{}, nil }

// Receive is one step of the protocol. A server that decided only answers reads, and everybody else's read waits.
func (a Server) Receive(self assay.ID, s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	if s.Decided {
		return a.read(s, from, msg)
	}
	switch m := msg.(type) {
	case PutRequest:
		return a.put(self, s, m)
	case Prepare:
		return a.prepare(s, from, m)
	case Prepared:
		return a.prepared(self, s, from, m)
	case Accept:
		return a.accept(s, from, m)
	case Accepted:
		return a.accepted(s, from, m)
	case Decided:
		s.Ballot = m.Vote.Ballot
		s.Accepted = refine.Some(m.Vote)
		s.Decided = true
	case GetRequest: // waits for a decision
	case PutOk, GetOk: // a client's
	}
	return s, nil
}

func (Server) read(s ServerState, from assay.ID, msg Msg) (ServerState, assay.Effects) {
	get, ok := msg.(GetRequest)
	vote, decided := s.Accepted.Get()
	if !ok || !decided {
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, GetOk{ID: get.ID, Value: vote.Proposal.Value})}
}

// put opens a ballot for the first request, and promises it to itself.
func (a Server) put(self assay.ID, s ServerState, m PutRequest) (ServerState, assay.Effects) {
	if s.Proposal.IsSome() {
		return s, nil
	}
	s.Proposal = refine.Some(Proposal{Request: m.ID, Value: m.Value})
	s.Ballot = Ballot{Round: s.Ballot.Round + 1, Leader: self}
	s.Prepares = map[assay.ID]refine.Option[Vote]{self: s.Accepted}
	s.Accepts = nil
	return a.promised(self, s, assay.Effects{assay.Broadcast(a.Peers, Prepare{Ballot: s.Ballot})})
}

func (Server) prepare(s ServerState, from assay.ID, m Prepare) (ServerState, assay.Effects) {
	if s.Ballot.Compare(m.Ballot) >= 0 {
		return s, nil
	}
	s.Ballot = m.Ballot
	return s, assay.Effects{assay.Send(from, Prepared{Ballot: m.Ballot, Accepted: s.Accepted})}
}

func (a Server) prepared(self assay.ID, s ServerState, from assay.ID, m Prepared) (ServerState, assay.Effects) {
	if m.Ballot != s.Ballot {
		return s, nil
	}
	prepares := map[assay.ID]refine.Option[Vote]{}
	maps.Copy(prepares, s.Prepares)
	prepares[from] = m.Accepted
	s.Prepares = prepares
	return a.promised(self, s, nil)
}

// promised proposes once a quorum has promised. Promises that come later change nothing any more, hence the equality.
func (a Server) promised(self assay.ID, s ServerState, effects assay.Effects) (ServerState, assay.Effects) {
	own, leads := s.Proposal.Get()
	if !leads || len(s.Prepares) != a.Quorum {
		return s, effects
	}
	// What may have been decided by an earlier ballot comes first: this line is why Paxos is safe.
	vote := Vote{Ballot: s.Ballot, Proposal: newest(s.Prepares, own)}
	s.Proposal = refine.Some(vote.Proposal)
	s.Accepted = refine.Some(vote)
	s.Accepts = with(s.Accepts, self)
	return a.agreed(s, append(effects, assay.Broadcast(a.Peers, Accept{Vote: vote})))
}

func (Server) accept(s ServerState, from assay.ID, m Accept) (ServerState, assay.Effects) {
	if s.Ballot.Compare(m.Vote.Ballot) > 0 {
		return s, nil
	}
	s.Ballot = m.Vote.Ballot
	s.Accepted = refine.Some(m.Vote)
	return s, assay.Effects{assay.Send(from, Accepted{Ballot: m.Vote.Ballot})}
}

func (a Server) accepted(s ServerState, from assay.ID, m Accepted) (ServerState, assay.Effects) {
	if m.Ballot != s.Ballot {
		return s, nil
	}
	s.Accepts = with(s.Accepts, from)
	return a.agreed(s, nil)
}

// agreed decides once a quorum has accepted, and answers the client whose value it is.
func (a Server) agreed(s ServerState, effects assay.Effects) (ServerState, assay.Effects) {
	proposal, leads := s.Proposal.Get()
	if !leads || len(s.Accepts) != a.Quorum {
		return s, effects
	}
	s.Decided = true
	return s, append(effects,
		assay.Broadcast(a.Peers, Decided{Vote: Vote{Ballot: s.Ballot, Proposal: proposal}}),
		assay.Send(proposal.Request.Client, PutOk{ID: proposal.Request}))
}

// newest is the proposal of the newest vote among promises, or own where none of them tells of one. Votes of one ballot are equal as
// long as Paxos is safe; where it is not, since a server forgot, the order of the promises must be the same in every run.
func newest(promises map[assay.ID]refine.Option[Vote], own Proposal) Proposal {
	last := Vote{Proposal: own}
	for _, from := range slices.Sorted(maps.Keys(promises)) {
		if vote, ok := promises[from].Get(); ok && vote.Ballot.Compare(last.Ballot) > 0 {
			last = vote
		}
	}
	return last.Proposal
}

// with is a copy of the sorted ids that has id in it.
func with(ids []assay.ID, id assay.ID) []assay.ID {
	at, found := slices.BinarySearch(ids, id)
	if found {
		return ids
	}
	return slices.Insert(slices.Clone(ids), at, id)
}
