// Package options is good: what may be absent is an Option, and is read with Get and Or.
package options

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

type Msg interface{ isMsg() }

type Offer struct{ Price refine.Option[int] }

type Best struct{ Price int }

func (Offer) isMsg() {}
func (Best) isMsg()  {}

type Market struct{ Floor int }

type State struct {
	Best refine.Option[int]
	From refine.Option[assay.ID]
}

func (Market) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (m Market) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	offer, ok := msg.(Offer)
	if !ok {
		return s, nil
	}
	price, named := offer.Price.Get()
	if !named || price <= s.Best.Or(m.Floor) {
		return s, nil
	}
	s.Best, s.From = refine.Some(price), refine.Some(from)
	return s, assay.Effects{assay.Send(from, Best{price})}
}
