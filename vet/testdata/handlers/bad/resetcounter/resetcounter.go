// Package resetcounter is bad: the body sets the counter of its loop back (an unbounded loop).
package resetcounter

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Compact struct{}

func (Compact) isMsg() {}

type Disk struct{ Retry bool }

type State struct{ Blocks []int }

func (Disk) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (d Disk) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	blocks := slices.Clone(s.Blocks)
	for i := 0; i < len(blocks); i++ { // HERE
		if blocks[i] < 0 && d.Retry {
			i = -1
		}
	}
	return State{blocks}, nil
}
