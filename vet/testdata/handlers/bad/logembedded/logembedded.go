// Package logembedded is bad: the handler logs through an embedded logger (files).
package logembedded

import (
	"log"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Drop struct{ Reason string }

func (Drop) isMsg() {}

type Sink struct {
	*log.Logger
	Prefix string
}

type State struct{ Dropped int }

func (Sink) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (a Sink) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	drop, ok := msg.(Drop)
	if !ok || a.Logger == nil {
		return s, nil
	}
	s.Dropped++
	a.Println(a.Prefix, drop.Reason) // HERE
	return s, nil
}
