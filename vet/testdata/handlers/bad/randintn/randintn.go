// Package randintn is bad: a random delay is drawn in the handler (random numbers).
package randintn

import (
	"math/rand/v2"
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Timeout struct{}

func (Timeout) isMsg() {}

type Candidate struct{}

type State struct{ Term int }

func (c Candidate) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{c.arm()}
}

func (c Candidate) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	s.Term++
	return s, assay.Effects{c.arm()}
}

func (Candidate) arm() assay.Effect {
	delay := time.Duration(150+rand.IntN(150)) * time.Millisecond // HERE
	return assay.SetTimer("election", delay)
}
