// Package linkname is bad: the runtime's own clock is reached by linkname (linkname).
package linkname

import (
	_ "unsafe"

	"github.com/assay-dev/assay"
)

//go:linkname nanotime runtime.nanotime
func nanotime() int64

type Msg interface{ isMsg() }

type Beat struct{}

func (Beat) isMsg() {}

type Pulse struct{}

type State struct{ Last int64 }

func (Pulse) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Pulse) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	s.Last = nanotime() // HERE
	return s, nil
}
