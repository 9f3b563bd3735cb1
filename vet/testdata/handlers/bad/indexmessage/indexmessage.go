// Package indexmessage is bad: the slot in the message is used as an index without a guard (may panic, index).
package indexmessage

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Mark struct{ Slot int }

func (Mark) isMsg() {}

type Sheet struct{}

type State struct{ Marked [16]bool }

func (Sheet) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Sheet) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if mark, ok := msg.(Mark); ok {
		s.Marked[mark.Slot] = true // HERE
	}
	return s, nil
}
