// Package clearstate is bad: the reset clears the map that the old state still holds (clear of a parameter).
package clearstate

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Reset struct{}

func (Reset) isMsg() {}

type Meter struct{}

type State struct {
	Counts map[string]int
	Epoch  int
}

func (Meter) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Meter) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Reset); ok {
		return restart(s), nil
	}
	return s, nil
}

func restart(s State) State {
	clear(s.Counts) // HERE
	s.Epoch++
	return s
}
