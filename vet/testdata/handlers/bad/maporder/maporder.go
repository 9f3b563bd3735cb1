// Package maporder is bad: one message per map entry, in the order of the map (map order, appended without sorting).
package maporder

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Publish struct{ Text string }

func (Publish) isMsg() {}

type Hub struct{}

type State struct{ Subscribers map[assay.ID]bool }

func (Hub) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Hub) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	publish, ok := msg.(Publish)
	if !ok {
		return s, nil
	}
	var effects assay.Effects
	for id := range s.Subscribers { // HERE
		effects = append(effects, assay.Send(id, publish))
	}
	return s, effects
}
