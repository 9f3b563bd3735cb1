// Package mapargmax is bad: of several keys with the highest count the first in map order wins (map order, a tie).
package mapargmax

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

type Msg interface{ isMsg() }

type Close struct{}

func (Close) isMsg() {}

type Election struct{}

type State struct {
	Votes  map[assay.ID]int
	Winner refine.Option[assay.ID]
}

func (Election) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Election) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Close); !ok {
		return s, nil
	}
	best := 0
	for id, votes := range s.Votes { // HERE
		if votes > best {
			best = votes
			s.Winner = refine.Some(id)
		}
	}
	return s, nil
}
