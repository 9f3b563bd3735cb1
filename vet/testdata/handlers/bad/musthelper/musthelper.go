// Package musthelper is bad: a generic must panics on the error of a text that came from outside (may panic, explicit).
package musthelper

import (
	"strconv"

	"github.com/assay-dev/assay"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // HERE
	}
	return v
}

type Msg interface{ isMsg() }

type Amount struct{ Text string }

func (Amount) isMsg() {}

type Till struct{}

type State struct{ Cents int }

func (Till) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Till) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if amount, ok := msg.(Amount); ok {
		s.Cents += must(strconv.Atoi(amount.Text))
	}
	return s, nil
}
