// Package arrayfield is good: an array in a struct is copied with it, and the index is guarded.
package arrayfield

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Sit struct{ Seat int }

func (Sit) isMsg() {}

type Table struct{}

type State struct {
	Seats [6]assay.ID
	Taken int
}

func (Table) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Table) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	sit, ok := msg.(Sit)
	if !ok || sit.Seat < 0 || sit.Seat >= len(s.Seats) || s.Seats[sit.Seat] != "" {
		return s, nil
	}
	s.Seats[sit.Seat] = from
	s.Taken++
	return s, nil
}
