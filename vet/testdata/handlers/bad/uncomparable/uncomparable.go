// Package uncomparable is bad: two values of type any are compared, and either may hold a slice (may panic, comparison).
package uncomparable

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Pick struct{ Options []any }

func (Pick) isMsg() {}

type Chooser struct{}

type State struct {
	Last any
	Same int
}

func (Chooser) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Chooser) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	pick, ok := msg.(Pick)
	if !ok {
		return s, nil
	}
	return s, assay.Effects{assay.Choose("pick", pick.Options...)}
}

func (Chooser) Chosen(self assay.ID, s State, choice assay.Choice) (State, assay.Effects) {
	if choice.Option == s.Last { // HERE
		s.Same++
	}
	s.Last = choice.Option
	return s, nil
}
