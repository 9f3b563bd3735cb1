// Package slicebounds is bad: the first n bytes are taken of a text that may be shorter (may panic, slice bounds).
package slicebounds

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Note struct{ Text string }

func (Note) isMsg() {}

type Pad struct{ Width int }

type State struct{ Short []string }

func (Pad) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (p Pad) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	note, ok := msg.(Note)
	if !ok {
		return s, nil
	}
	s.Short = append(slices.Clone(s.Short), note.Text[:p.Width]) // HERE
	return s, nil
}
