// Package deleteidiom is bad: the append idiom for deleting an element shifts the old queue in place (append to a parameter).
package deleteidiom

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Leave struct{}

func (Leave) isMsg() {}

type Queue struct{}

type State struct{ Waiting []assay.ID }

func (Queue) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Queue) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Leave); !ok {
		return s, nil
	}
	for i, id := range s.Waiting {
		if id == from {
			s.Waiting = append(s.Waiting[:i], s.Waiting[i+1:]...) // HERE
			break
		}
	}
	return s, nil
}
