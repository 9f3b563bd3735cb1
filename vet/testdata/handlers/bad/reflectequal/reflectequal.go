// Package reflectequal is bad: two states are compared with reflect (reflect).
package reflectequal

import (
	"reflect"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Snapshot struct{ Values map[string][]int }

func (Snapshot) isMsg() {}

type Mirror struct{}

type State struct {
	Values  map[string][]int
	Changes int
}

func (Mirror) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Mirror) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	snapshot, ok := msg.(Snapshot)
	if !ok || reflect.DeepEqual(s.Values, snapshot.Values) { // HERE
		return s, nil
	}
	return State{snapshot.Values, s.Changes + 1}, nil
}
