// Package assertone is bad: the message is asserted with one result (may panic, assertion).
package assertone

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Grant struct{ Term int }

type Deny struct{}

func (Grant) isMsg() {}
func (Deny) isMsg()  {}

type Candidate struct{}

type State struct{ Grants, Term int }

func (Candidate) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Candidate) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	grant := msg.(Grant) // HERE
	if grant.Term == s.Term {
		s.Grants++
	}
	return s, nil
}
