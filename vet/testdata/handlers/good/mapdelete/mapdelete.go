// Package mapdelete is good: keys are deleted from a local copy while it is ranged over, each by its own value alone.
package mapdelete

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Expire struct{ Before int }

func (Expire) isMsg() {}

type Sessions struct{}

type State struct{ Seen map[assay.ID]int }

func (Sessions) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Sessions) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	expire, ok := msg.(Expire)
	if !ok {
		return s, nil
	}
	live := maps.Clone(s.Seen)
	for id, at := range live {
		if at < expire.Before {
			delete(live, id)
		}
	}
	s.Seen = live
	return s, nil
}
