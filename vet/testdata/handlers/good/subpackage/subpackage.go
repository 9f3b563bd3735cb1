// Package subpackage is good: the helpers of another package copy before they write.
package subpackage

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/handlers/good/subpackage/sets"
)

type Msg interface{ isMsg() }

type Enter struct{}

type Crowd struct{ IDs []assay.ID }

func (Enter) isMsg() {}
func (Crowd) isMsg() {}

type Hall struct{}

type State struct{ Inside map[assay.ID]bool }

func (Hall) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Hall) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if _, ok := msg.(Enter); !ok {
		return s, nil
	}
	s.Inside = sets.With(s.Inside, from)
	return s, assay.Effects{assay.Send(from, Crowd{sets.Sorted(s.Inside)})}
}
