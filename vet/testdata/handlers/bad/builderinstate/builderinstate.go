// Package builderinstate is bad: the text builder behind a pointer in the state is written (changes a parameter).
package builderinstate

import (
	"strings"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Line struct{ Text string }

func (Line) isMsg() {}

type Journal struct{}

type State struct{ Text *strings.Builder }

func (Journal) Start(self assay.ID) (State, assay.Effects) {
	return State{Text: &strings.Builder{}}, nil
}

func (Journal) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	line, ok := msg.(Line)
	if !ok || s.Text == nil {
		return s, nil
	}
	s.Text.WriteString(line.Text) // HERE
	return s, nil
}
