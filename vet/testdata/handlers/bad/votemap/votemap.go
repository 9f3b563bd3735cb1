// Package votemap is bad: the vote is put into the map of the old state, which the copy of the struct shares (changes a parameter).
package votemap

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Vote struct{ For assay.ID }

func (Vote) isMsg() {}

type Tally struct{ Need int }

type State struct {
	Votes  map[assay.ID]assay.ID
	Closed bool
}

func (Tally) Start(self assay.ID) (State, assay.Effects) {
	return State{Votes: map[assay.ID]assay.ID{}}, nil
}

func (t Tally) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	vote, ok := msg.(Vote)
	if !ok || s.Closed || s.Votes == nil {
		return s, nil
	}
	next := s
	next.Votes[from] = vote.For // HERE
	next.Closed = len(next.Votes) >= t.Need
	return next, nil
}
