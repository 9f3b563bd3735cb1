// Package mapfirst is bad: the first key that the range meets becomes the leader (map order, the first one wins).
package mapfirst

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type LeaderLost struct{}

func (LeaderLost) isMsg() {}

type Member struct{}

type State struct {
	Alive  map[assay.ID]bool
	Leader assay.ID
}

func (Member) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Member) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(LeaderLost); !ok {
		return s, nil
	}
	for id, alive := range s.Alive { // HERE
		if alive {
			s.Leader = id
			break
		}
	}
	return s, nil
}
