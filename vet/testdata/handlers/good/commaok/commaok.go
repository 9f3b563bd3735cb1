// Package commaok is good: assertions have two results, also the one of a choice's option.
package commaok

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Flip struct{}

func (Flip) isMsg() {}

type Coin struct{}

type State struct{ Heads, Flips int }

func (Coin) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Coin) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Flip); !ok {
		return s, nil
	}
	return s, assay.Effects{assay.Choose("side", true, false)}
}

func (Coin) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	heads, ok := choice.Option.(bool)
	if !ok {
		return s, nil
	}
	s.Flips++
	if heads {
		s.Heads++
	}
	return s, nil
}
