// Package clonenilcheck is good: maps.Clone of nil is nil, and the write comes after a check for that.
package clonenilcheck

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Vote struct{ For assay.ID }

func (Vote) isMsg() {}

type Tally struct{}

type State struct{ Votes map[assay.ID]assay.ID }

func (Tally) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Tally) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	vote, ok := msg.(Vote)
	if !ok {
		return s, nil
	}
	votes := maps.Clone(s.Votes)
	if votes == nil {
		votes = make(map[assay.ID]assay.ID)
	}
	votes[from] = vote.For
	s.Votes = votes
	return s, nil
}
