// Package globalread is bad: the limit is a package variable that SetLimit writes outside init (reads a written global).
package globalread

import (
	"slices"

	"github.com/assay-dev/assay"
)

var limit = 3

// SetLimit is for the operator's console.
func SetLimit(n int) { limit = n }

type Msg interface{ isMsg() }

type Join struct{}

func (Join) isMsg() {}

type Room struct{}

type State struct{ Members []assay.ID }

func (Room) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (r Room) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if r.full(s) {
		return s, nil
	}
	s.Members = append(slices.Clone(s.Members), from)
	return s, nil
}

func (Room) full(s State) bool {
	return len(s.Members) >= limit // HERE
}
