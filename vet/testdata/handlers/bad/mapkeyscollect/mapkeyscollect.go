// Package mapkeyscollect is bad: maps.Keys is collected and never sorted (map order, maps.Keys without sorting).
package mapkeyscollect

import (
	"maps"
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Who struct{}

type Here struct{ IDs []assay.ID }

func (Who) isMsg()  {}
func (Here) isMsg() {}

type Registry struct{}

type State struct{ Members map[assay.ID]int }

func (Registry) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Registry) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Who); !ok {
		return s, nil
	}
	ids := slices.Collect(maps.Keys(s.Members)) // HERE
	return s, assay.Effects{assay.Send(from, Here{ids})}
}
