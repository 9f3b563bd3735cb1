// Package guardedindex is good: the index from the message is checked on both sides, and the write goes to a clone.
package guardedindex

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Write struct {
	At    int
	Value string
}

func (Write) isMsg() {}

type Registers struct{}

type State struct{ Cells []string }

func (Registers) Start(self assay.ID) (State, assay.Effects) {
	return State{Cells: make([]string, 8)}, nil
}

func (Registers) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	write, ok := msg.(Write)
	if !ok || write.At < 0 || write.At >= len(s.Cells) {
		return s, nil
	}
	cells := slices.Clone(s.Cells)
	cells[write.At] = write.Value
	s.Cells = cells
	return s, nil
}
