// Package atomicadd is bad: ids come from an atomic counter through a method value (atomic).
package atomicadd

import (
	"sync/atomic"

	"github.com/assay-dev/assay"
)

var ids atomic.Int64

type Msg interface{ isMsg() }

type Open struct{}

type Opened struct{ ID int64 }

func (Open) isMsg()   {}
func (Opened) isMsg() {}

type Server struct{}

type State struct{ Last int64 }

func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Open); !ok {
		return s, nil
	}
	next := ids.Add  // HERE
	s.Last = next(1) // HERE
	return s, assay.Effects{assay.Send(from, Opened{s.Last})}
}
