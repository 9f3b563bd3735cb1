// Package backward is good: iterators over slices keep their order.
package backward

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Undo struct{}

type Undone struct{ What string }

func (Undo) isMsg()   {}
func (Undone) isMsg() {}

type Editor struct{}

type State struct{ Changes []string }

func (Editor) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Editor) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Undo); !ok {
		return s, nil
	}
	var effects assay.Effects
	for _, change := range slices.Backward(s.Changes) {
		effects = append(effects, assay.Send(from, Undone{change}))
	}
	return State{}, effects
}
