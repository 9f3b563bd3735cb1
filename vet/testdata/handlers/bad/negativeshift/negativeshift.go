// Package negativeshift is bad: the shift count is signed and may be negative (may panic, shift).
package negativeshift

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Nack struct{ Attempt int }

func (Nack) isMsg() {}

type Retrier struct{}

type State struct{ Nacks int }

func (Retrier) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Retrier) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	nack, ok := msg.(Nack)
	if !ok {
		return s, nil
	}
	s.Nacks++
	delay := time.Millisecond << min(nack.Attempt, 10) // HERE
	return s, assay.Effects{assay.SetTimer("retry", delay)}
}
