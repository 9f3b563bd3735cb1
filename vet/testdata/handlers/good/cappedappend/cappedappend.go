// Package cappedappend is good: a full slice expression leaves no spare capacity, so that append copies.
package cappedappend

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Entry struct {
	Term  int
	Value string
}

func (Entry) isMsg() {}

type Replica struct{}

type State struct{ Log []Entry }

func (Replica) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Replica) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	entry, ok := msg.(Entry)
	if !ok {
		return s, nil
	}
	s.Log = append(s.Log[:len(s.Log):len(s.Log)], entry)
	return s, assay.Effects{assay.Persist("length", len(s.Log))}
}
