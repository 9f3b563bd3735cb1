// Package lastentry is bad: the last entry of a log that may be empty is read in a helper (may panic, index).
package lastentry

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Heartbeat struct{ Term int }

func (Heartbeat) isMsg() {}

type Follower struct{}

type State struct{ Terms []int }

func (Follower) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (f Follower) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	beat, ok := msg.(Heartbeat)
	if !ok || beat.Term <= f.lastTerm(s) {
		return s, nil
	}
	s.Terms = append(slices.Clone(s.Terms), beat.Term)
	return s, nil
}

func (Follower) lastTerm(s State) int {
	return s.Terms[len(s.Terms)-1] // HERE
}
