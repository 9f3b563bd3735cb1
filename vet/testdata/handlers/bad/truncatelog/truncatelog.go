// Package truncatelog is bad: append to a sub-slice overwrites the tail of the old log (append to a parameter).
package truncatelog

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Append struct {
	After int
	Entry string
}

func (Append) isMsg() {}

type Follower struct{}

type State struct{ Log []string }

func (Follower) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Follower) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Append:
		if m.After < 0 || m.After > len(s.Log) {
			return s, nil
		}
		prefix := s.Log[:m.After]
		s.Log = append(prefix, m.Entry) // HERE
	}
	return s, nil
}
