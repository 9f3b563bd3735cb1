// Package choiceassert is bad: the option of a choice is asserted to a type that nothing guarantees (may panic, assertion).
package choiceassert

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Flip struct{}

func (Flip) isMsg() {}

type Coin struct{}

type State struct{ Heads bool }

func (Coin) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Coin) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, assay.Effects{assay.Choose("side", true, false)}
}

func (Coin) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	if choice.Key == "side" {
		s.Heads = choice.Option.(bool) // HERE
	}
	return s, nil
}
