// Package maplimit is bad: the range stops when enough keys were taken, and which ones is up to the map (map order).
package maplimit

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Probe struct{}

func (Probe) isMsg() {}

type Gossip struct{ Fanout int }

type State struct {
	Known map[assay.ID]bool
	Asked map[assay.ID]bool
}

func (Gossip) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (g Gossip) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	asked := map[assay.ID]bool{}
	for id := range s.Known { // HERE
		if len(asked) >= g.Fanout {
			break
		}
		asked[id] = true
	}
	s.Asked = asked
	return s, nil
}
