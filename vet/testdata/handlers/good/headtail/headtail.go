// Package headtail is good: the queue gives away its head behind a length check, and the tail is only re-sliced.
package headtail

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/refine"
)

type Msg interface{ isMsg() }

type Release struct{}

type Granted struct{}

func (Release) isMsg() {}
func (Granted) isMsg() {}

type Lock struct{}

type State struct {
	Holder  refine.Option[assay.ID]
	Waiting []assay.ID
}

func (Lock) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Lock) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	holder, held := s.Holder.Get()
	if _, ok := msg.(Release); !ok || !held || holder != from {
		return s, nil
	}
	if len(s.Waiting) == 0 {
		return State{}, nil
	}
	next := s.Waiting[0]
	return State{refine.Some(next), s.Waiting[1:]}, assay.Effects{assay.Send(next, Granted{})}
}
