// Package funcfield is bad: the price is asked of a function in a field of the actor, which may be anything (a dynamic call).
package funcfield

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Buy struct{ Item string }

func (Buy) isMsg() {}

type Shop struct{ Price func(item string) int }

type State struct{ Sold int }

func (Shop) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (a Shop) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	buy, ok := msg.(Buy)
	if !ok || a.Price == nil {
		return s, nil
	}
	s.Sold += a.Price(buy.Item) // HERE
	return s, nil
}
