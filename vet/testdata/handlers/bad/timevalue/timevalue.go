// Package timevalue is bad: time.Now is put into a local variable and called through it (time, as a function value).
package timevalue

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Stamp struct{ At int64 }

func (Stamp) isMsg() {}

type Stamper struct{}

type State struct{ Last int64 }

func (Stamper) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Stamper) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	now := time.Now       // HERE
	s.Last = now().Unix() // HERE
	return s, assay.Effects{assay.Send(from, Stamp{s.Last})}
}
