// Package methodmessage is bad: each message applies itself, and one of them draws a random number (random numbers, behind an interface).
package methodmessage

import (
	"math/rand/v2"

	"github.com/assay-dev/assay"
)

type Msg interface{ apply(State) State }

type Step struct{}

func (Step) apply(s State) State { s.At++; return s }

type Jump struct{}

func (Jump) apply(s State) State {
	s.At += rand.IntN(6) // HERE
	return s
}

type Walker struct{}

type State struct{ At int }

func (Walker) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Walker) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if msg == nil {
		return s, nil
	}
	return msg.apply(s), nil // HERE
}
