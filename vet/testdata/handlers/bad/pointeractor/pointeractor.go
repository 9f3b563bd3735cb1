// Package pointeractor is bad: the actor is a pointer, and the handler keeps its count there (changes a parameter, the receiver).
package pointeractor

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Tick struct{}

func (Tick) isMsg() {}

type Sampler struct {
	Every int
	seen  int
}

type State struct{ Taken int }

func (a *Sampler) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (a *Sampler) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if a == nil {
		return s, nil
	}
	a.seen++ // HERE
	if a.seen > a.Every {
		s.Taken++
	}
	return s, nil
}
