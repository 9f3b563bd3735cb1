// Package minmax is good: a window is kept within its bounds by the builtins.
package minmax

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Credit struct{ N int }

func (Credit) isMsg() {}

type Sender struct{ Most int }

type State struct{ Window int }

func (Sender) Start(self assay.ID) (State, assay.Effects) { return State{Window: 1}, nil }

func (a Sender) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Credit:
		s.Window = max(1, min(a.Most, s.Window+m.N))
	}
	return s, nil
}
