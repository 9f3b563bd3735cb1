// Package closurerecursion is bad: a local closure calls itself through its variable without a measure (unbounded recursion).
package closurerecursion

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Walk struct{ Depth int }

func (Walk) isMsg() {}

type Walker struct{}

type State struct{ Steps int }

func (Walker) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Walker) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	walk, ok := msg.(Walk)
	if !ok {
		return s, nil
	}
	var down func(int) int
	down = func(n int) int {
		if n == 0 {
			return 0
		}
		return 1 + down(n-2) // HERE
	}
	s.Steps = down(walk.Depth)
	return s, nil
}
