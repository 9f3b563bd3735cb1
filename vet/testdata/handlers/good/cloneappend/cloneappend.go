// Package cloneappend is good: the list is cloned before it is appended to.
package cloneappend

import (
	"slices"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

type Msg interface{ isMsg() }

type Acquire struct{}

type Granted struct{}

func (Acquire) isMsg() {}
func (Granted) isMsg() {}

type Server struct{}

type State struct {
	Holder  refine.Option[assay.ID]
	Waiting []assay.ID
}

func (Server) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Server) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch msg.(type) {
	case Acquire:
		if s.Holder.IsSome() {
			s.Waiting = append(slices.Clone(s.Waiting), from)
			return s, nil
		}
		s.Holder = refine.Some(from)
		return s, assay.Effects{assay.Persist("holder", from), assay.Send(from, Granted{})}
	}
	return s, nil
}
