// Package slicesdelete is bad: slices.DeleteFunc zeroes and shifts the caller's slice (changes a parameter).
package slicesdelete

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Ack struct{ Key int }

func (Ack) isMsg() {}

type Request struct {
	Key  int
	Body string
}

type Gateway struct{}

type State struct{ Pending []Request }

func (Gateway) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Gateway) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	ack, ok := msg.(Ack)
	if !ok {
		return s, nil
	}
	s.Pending = slices.DeleteFunc(s.Pending, func(r Request) bool { return r.Key == ack.Key }) // HERE
	return s, nil
}
