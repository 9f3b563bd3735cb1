// Package timesleep is bad: the retry waits in the handler (time).
package timesleep

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Nack struct{ Attempt int }

func (Nack) isMsg() {}

type Retrier struct{ To assay.ID }

type State struct{ Attempts int }

func (Retrier) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (r Retrier) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	nack, ok := msg.(Nack)
	if !ok {
		return s, nil
	}
	time.Sleep(time.Duration(nack.Attempt) * time.Millisecond) // HERE
	s.Attempts++
	return s, assay.Effects{assay.Send(r.To, nack)}
}
