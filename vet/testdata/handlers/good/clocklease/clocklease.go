// Package clocklease is good: the time comes as an argument of Clock, and is only compared and subtracted.
package clocklease

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Renew struct{}

type Lost struct{}

func (Renew) isMsg() {}
func (Lost) isMsg()  {}

type Holder struct {
	Server assay.ID
	Lease  time.Duration
}

type State struct {
	Renewed time.Time
	Holds   bool
}

func (h Holder) Start(self assay.ID) (State, assay.Effects) {
	return State{}, assay.Effects{assay.Send(h.Server, Renew{})}
}

func (Holder) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, assay.Effects{assay.ReadClock()}
}

func (h Holder) Clock(self assay.ID, s State, now time.Time) (State, assay.Effects) {
	if s.Holds && now.Sub(s.Renewed) > h.Lease {
		s.Holds = false
		return s, assay.Effects{assay.Send(h.Server, Lost{})}
	}
	s.Renewed, s.Holds = now, true
	return s, assay.Effects{assay.SetTimer("lease", h.Lease-h.Lease/10)}
}
