// Package timenow is bad: the handler reads the clock itself (time).
package timenow

import (
	"time"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Acquire struct{}

func (Acquire) isMsg() {}

type Lease struct{ For time.Duration }

type State struct{ Until time.Time }

func (Lease) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (l Lease) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Acquire); !ok {
		return s, nil
	}
	s.Until = time.Now().Add(l.For) // HERE
	return s, assay.Effects{assay.Send(from, Acquire{})}
}
