// Package explicitpanic is bad: a message that nobody expects ends in a panic (may panic, explicit).
package explicitpanic

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Start struct{}

type Stop struct{}

func (Start) isMsg() {}
func (Stop) isMsg()  {}

type Motor struct{}

type State struct{ Running bool }

func (Motor) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Motor) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch msg.(type) {
	case Start:
		s.Running = true
	case Stop:
		s.Running = false
	default:
		panic("motor: unknown message") // HERE
	}
	return s, nil
}
