// Package sortediter is good: slices.Sorted of maps.Keys is a sorted fresh list.
package sortediter

import (
	"maps"
	"slices"

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
	for _, key := range slices.Sorted(maps.Keys(s.Dirty)) {
		effects = append(effects, assay.Persist(key, s.Dirty[key]))
	}
	return State{}, append(effects, assay.Sync())
}
