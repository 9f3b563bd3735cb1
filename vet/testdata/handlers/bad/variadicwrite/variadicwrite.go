// Package variadicwrite is bad: the variadic parameter is the caller's slice, and is normalised in place (changes a parameter).
package variadicwrite

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Quorum struct{ Ballots []int }

func (Quorum) isMsg() {}

type Judge struct{}

type State struct{ Total int }

func (Judge) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Judge) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if q, ok := msg.(Quorum); ok {
		s.Total = sum(q.Ballots...)
	}
	return s, nil
}

func sum(ballots ...int) int {
	total := 0
	for i, b := range ballots {
		if b < 0 {
			ballots[i] = 0 // HERE
			continue
		}
		total += b
	}
	return total
}
