// Package embedded is good: an actor embeds another and adds to what it does.
package embedded

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Ping struct{}

type Pong struct{}

func (Ping) isMsg() {}
func (Pong) isMsg() {}

type Base struct{}

type State struct{ Pings int }

func (Base) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Base) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Ping); !ok {
		return s, nil
	}
	s.Pings++
	return s, assay.Effects{assay.Send(from, Pong{})}
}

type Audited struct {
	Base
	Auditor assay.ID
}

func (a Audited) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	before := s.Pings
	s, effects := a.Base.Receive(self, s, from, msg)
	if s.Pings == before {
		return s, effects
	}
	return s, append(assay.Effects{assay.Send(a.Auditor, Ping{})}, effects...)
}
