// Package globalsub is bad: the effect sits in another package: a sequence number kept in its variable (writes a global).
package globalsub

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/handlers/bad/globalsub/seq"
)

type Msg interface{ isMsg() }

type Order struct{ Item string }

func (Order) isMsg() {}

type Ticket struct{ N int }

func (Ticket) isMsg() {}

type Desk struct{}

type State struct{ Last int }

func (Desk) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Desk) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Order); !ok {
		return s, nil
	}
	s.Last = seq.Next()
	return s, assay.Effects{assay.Send(from, Ticket{s.Last})}
}
