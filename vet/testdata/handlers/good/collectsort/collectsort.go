// Package collectsort is good: the keys of the map are collected and sorted before they give the order of the effects.
package collectsort

import (
	"slices"

	"github.com/assay-dev/assay"
)

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
	ids := make([]assay.ID, 0, len(s.Subscribers))
	for id, active := range s.Subscribers {
		if active && id != from {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var effects assay.Effects
	for _, id := range ids {
		effects = append(effects, assay.Send(id, publish))
	}
	return s, effects
}
