// Package valuereceiver is good: methods with value receivers assign the fields of their own copy.
package valuereceiver

import "github.com/assay-dev/assay"

type Ballot struct {
	Round int
	By    assay.ID
}

func (b Ballot) next(by assay.ID) Ballot {
	b.Round++
	b.By = by
	return b
}

func (b Ballot) less(than Ballot) bool {
	return b.Round < than.Round || b.Round == than.Round && b.By < than.By
}

type Msg interface{ isMsg() }

type Prepare struct{ Ballot Ballot }

func (Prepare) isMsg() {}

type Proposer struct{ Acceptors []assay.ID }

func (Proposer) Start(self assay.ID) (Ballot, assay.Effects) { return Ballot{}, nil }

func (p Proposer) Receive(self assay.ID, b Ballot, from assay.ID, msg Msg) (Ballot, assay.Effects) {
	prepare, ok := msg.(Prepare)
	if !ok || prepare.Ballot.less(b) {
		return b, nil
	}
	b = prepare.Ballot.next(self)
	return b, assay.Effects{assay.Broadcast(p.Acceptors, Prepare{b})}
}
