// Package makenegative is bad: make panics when the size in the message is negative (may panic, make).
package makenegative

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Resize struct{ Slots int }

func (Resize) isMsg() {}

type Table struct{}

type State struct{ Slots []int }

func (Table) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Table) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	resize, ok := msg.(Resize)
	if !ok || resize.Slots > 64 {
		return s, nil
	}
	slots := make([]int, resize.Slots) // HERE
	copy(slots, s.Slots)
	return State{slots}, nil
}
