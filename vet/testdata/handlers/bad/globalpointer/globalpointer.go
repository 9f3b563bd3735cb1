// Package globalpointer is bad: a setter method is taken as a method value of a package variable and called (writes a global).
package globalpointer

import (
	"slices"

	"github.com/assay-dev/assay"
)

type gauge struct{ level int }

func (g *gauge) set(n int) {
	g.level = n // HERE
}

var depth gauge

type Msg interface{ isMsg() }

type Push struct{ Item string }

func (Push) isMsg() {}

type Stack struct{}

type State struct{ Items []string }

func (Stack) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Stack) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	report := depth.set
	if push, ok := msg.(Push); ok {
		s.Items = append(slices.Clone(s.Items), push.Item)
		report(len(s.Items))
	}
	return s, nil
}
