// Package mapiterrange is bad: a range over the iterator of maps.Keys appends without sorting (map order, maps.Keys without sorting).
package mapiterrange

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Flush struct{}

func (Flush) isMsg() {}

type Cache struct{}

type State struct{ Dirty map[string]int }

func (Cache) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Cache) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Flush); !ok {
		return s, nil
	}
	var effects assay.Effects
	for key := range maps.Keys(s.Dirty) { // HERE
		effects = append(effects, assay.Persist(key, s.Dirty[key]))
	}
	return State{}, append(effects, assay.Sync())
}
