// Package backoff is good: durations are computed with, and the doubling has a fixed bound.
package backoff

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Nack struct{}

func (Nack) isMsg() {}

type Retrier struct{ To assay.ID }

type State struct{ Attempts int }

func (Retrier) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (r Retrier) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	s.Attempts++
	return s, assay.Effects{assay.SetTimer("retry", delay(s.Attempts))}
}

func (r Retrier) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	return s, assay.Effects{assay.Send(r.To, Nack{})}
}

func delay(attempts int) time.Duration {
	d := 50 * time.Millisecond
	for range min(attempts, 6) {
		d *= 2
	}
	return min(d, 2*time.Second)
}
