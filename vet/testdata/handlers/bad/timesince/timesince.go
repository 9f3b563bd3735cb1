// Package timesince is bad: the clock's answer is compared with the wall clock once more (time).
package timesince

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Beat struct{}

func (Beat) isMsg() {}

type Detector struct{ Limit time.Duration }

type State struct {
	Heard   time.Time
	Suspect bool
}

func (Detector) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.ReadClock()}
}

func (Detector) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, assay.Effects{assay.ReadClock()}
}

func (d Detector) Clock(self assay.ID, s State, now time.Time) (State, assay.Effects) {
	s.Suspect = time.Since(s.Heard) > d.Limit // HERE
	s.Heard = now
	return s, nil
}
