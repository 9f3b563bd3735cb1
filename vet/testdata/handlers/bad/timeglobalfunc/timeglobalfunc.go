// Package timeglobalfunc is bad: the clock is a package-level function variable whose value is time.Now (time, as a function value).
package timeglobalfunc

import (
	"time"

	"github.com/assay-dev/assay"
)

var clock = time.Now

type Msg interface{ isMsg() }

type Renew struct{}

func (Renew) isMsg() {}

type Holder struct{}

type State struct{ Renewed time.Time }

func (Holder) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (h Holder) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return h.renewed(s), nil
}

func (Holder) renewed(s State) State {
	s.Renewed = clock() // HERE
	return s
}
