// Package reversepath is bad: slices.Reverse turns the path in the message around in place (changes a parameter).
package reversepath

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Reply struct{ Path []assay.ID }

func (Reply) isMsg() {}

type Router struct{}

type State struct{ Back []assay.ID }

func (Router) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Router) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Reply:
		back := m.Path
		slices.Reverse(back) // HERE
		s.Back = back
	}
	return s, nil
}
