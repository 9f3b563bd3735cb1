// Package interfacefield is bad: the policy is an interface that is not marked pure, and nobody knows its implementers (a dynamic call).
package interfacefield

import (
	"slices"

	"github.com/assay-dev/assay"
)

// Policy decides who may come in.
type Policy interface{ Admits(id string) bool }

type Msg interface{ isMsg() }

type Knock struct{}

func (Knock) isMsg() {}

type Door struct{ Policy Policy }

type State struct{ Inside []assay.ID }

func (Door) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (d Door) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if d.Policy == nil || !d.Policy.Admits(string(from)) { // HERE
		return s, nil
	}
	s.Inside = append(slices.Clone(s.Inside), from)
	return s, nil
}
