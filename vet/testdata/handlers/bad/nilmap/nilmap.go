// Package nilmap is bad: the map in the zero state is nil, and maps.Clone of nil stays nil (may panic, nil map write).
package nilmap

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Set struct {
	Key   string
	Value int
}

func (Set) isMsg() {}

type Store struct{}

type State struct{ Values map[string]int }

func (Store) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Store) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	set, ok := msg.(Set)
	if !ok {
		return s, nil
	}
	s.Values = maps.Clone(s.Values)
	s.Values[set.Key] = set.Value // HERE
	return s, nil
}
