package paxos

import (
	"cmp"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

// Msg is every message of this system.
type Msg interface{ paxosMsg() }

// What clients and servers say to each other.
type (
	PutRequest struct {
		ID    assay.RequestID
		Value string
	}
	PutOk      struct{ ID assay.RequestID }
	GetRequest struct{ ID assay.RequestID }
	GetOk      struct {
		ID    assay.RequestID
		Value string
	}
)

// What servers say to each other.
type (
	// Prepare asks for the promise to take no ballot before this one.
	Prepare struct{ Ballot Ballot }
	// Prepared is that promise, with what its sender accepted before.
	Prepared struct {
		Ballot   Ballot
		Accepted refine.Option[Vote]
	}
	// Accept asks to accept a proposal.
	Accept struct{ Vote Vote }
	// Accepted says that its sender accepted what the ballot proposes.
	Accepted struct{ Ballot Ballot }
	// Decided says that a majority accepted.
	Decided struct{ Vote Vote }
)

func (PutRequest) paxosMsg() {}
func (PutOk) paxosMsg()      {}
func (GetRequest) paxosMsg() {}
func (GetOk) paxosMsg()      {}
func (Prepare) paxosMsg()    {}
func (Prepared) paxosMsg()   {}
func (Accept) paxosMsg()     {}
func (Accepted) paxosMsg()   {}
func (Decided) paxosMsg()    {}

// Ballot is one attempt of one leader. The zero Ballot is before all others.
type Ballot struct {
	Round  int
	Leader assay.ID
}

// Compare orders ballots by round, and those of one round by leader.
func (b Ballot) Compare(other Ballot) int {
	return cmp.Or(cmp.Compare(b.Round, other.Round), cmp.Compare(b.Leader, other.Leader))
}

// Proposal is a value that a client asked for.
type Proposal struct {
	Request assay.RequestID
	Value   string
}

// Vote is a proposal under the ballot that proposes it. A ballot proposes one thing only.
type Vote struct {
	Ballot   Ballot
	Proposal Proposal
}
