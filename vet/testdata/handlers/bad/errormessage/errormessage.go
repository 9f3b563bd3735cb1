// Package errormessage is bad: the text of whatever error the message carries is asked for (a dynamic call).
package errormessage

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Failed struct{ Err error }

func (Failed) isMsg() {}

type Supervisor struct{}

type State struct{ Reasons []string }

func (Supervisor) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Supervisor) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	failed, ok := msg.(Failed)
	if !ok || failed.Err == nil {
		return s, nil
	}
	s.Reasons = append(slices.Clone(s.Reasons), failed.Err.Error()) // HERE
	return s, nil
}
