// Package inplaceindex is bad: the loop marks items through the slice of its argument (changes a parameter).
package inplaceindex

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Done struct{ Job int }

func (Done) isMsg() {}

type Job struct {
	ID       int
	Finished bool
}

type Board struct{}

type State struct{ Jobs []Job }

func (Board) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Board) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	done, ok := msg.(Done)
	if !ok {
		return s, nil
	}
	for i := range s.Jobs {
		if s.Jobs[i].ID == done.Job {
			s.Jobs[i].Finished = true // HERE
		}
	}
	return s, nil
}
