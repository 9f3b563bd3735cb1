// Package funcmessage is bad: the message carries a function, and the handler calls it (a dynamic call).
package funcmessage

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Update struct{ Apply func(int) int }

func (Update) isMsg() {}

type Cell struct{}

type State struct{ Value int }

func (Cell) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Cell) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Update:
		if m.Apply != nil {
			s.Value = m.Apply(s.Value) // HERE
		}
	}
	return s, nil
}
