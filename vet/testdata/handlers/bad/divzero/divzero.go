// Package divzero is bad: the share is divided by the number of members, which may be none (may panic, division).
package divzero

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Split struct{ Amount int }

type Share struct{ Amount int }

func (Split) isMsg() {}
func (Share) isMsg() {}

type Purse struct{}

type State struct{ Members []assay.ID }

func (Purse) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Purse) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	split, ok := msg.(Split)
	if !ok {
		return s, nil
	}
	share := split.Amount / len(s.Members) // HERE
	return s, assay.Effects{assay.Broadcast(s.Members, Share{share})}
}
