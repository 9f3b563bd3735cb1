// Package mapsortbranch is bad: the keys are sorted on one branch only (map order, appended without sorting).
package mapsortbranch

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Round struct{ N int }

func (Round) isMsg() {}

type Caller struct{ Ordered bool }

type State struct{ Peers map[assay.ID]bool }

func (Caller) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (c Caller) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	round, ok := msg.(Round)
	if !ok {
		return s, nil
	}
	var peers []assay.ID
	for id := range s.Peers { // HERE
		peers = append(peers, id)
	}
	if c.Ordered {
		slices.Sort(peers)
	}
	return s, assay.Effects{assay.Broadcast(peers, round)}
}
