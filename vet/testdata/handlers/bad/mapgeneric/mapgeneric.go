// Package mapgeneric is bad: a generic helper in another package returns the keys of a map as they come (map order, appended without sorting).
package mapgeneric

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/handlers/bad/mapgeneric/sets"
)

type Msg interface{ isMsg() }

type Prepare struct{ Ballot int }

func (Prepare) isMsg() {}

type Proposer struct{}

type State struct{ Acceptors map[assay.ID]bool }

func (Proposer) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Proposer) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	prepare, ok := msg.(Prepare)
	if !ok {
		return s, nil
	}
	return s, assay.Effects{assay.Broadcast(sets.Members(s.Acceptors), prepare)}
}
