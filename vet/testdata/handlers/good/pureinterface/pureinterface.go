// Package pureinterface is good: the interface is marked pure, its implementers are, and it is checked for nil.
package pureinterface

import "github.com/assay-dev/assay"

// Policy decides how many may come in.
//
//assay:pure
type Policy interface{ Room(inside int) bool }

type atMost int

func (a atMost) Room(inside int) bool { return inside < int(a) }

type open struct{}

func (open) Room(inside int) bool { return true }

// Policies are all that there are.
func Policies() []Policy { return []Policy{atMost(3), open{}} }

type Msg interface{ isMsg() }

type Knock struct{}

func (Knock) isMsg() {}

type Door struct{ Policy Policy }

type State struct{ Inside int }

func (Door) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (d Door) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Knock); ok && d.Policy != nil && d.Policy.Room(s.Inside) {
		s.Inside++
	}
	return s, nil
}
