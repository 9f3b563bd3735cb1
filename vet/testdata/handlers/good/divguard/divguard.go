// Package divguard is good: the number of members is checked before it divides.
package divguard

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Split struct{ Amount int }

type Share struct{ Amount int }

func (Split) isMsg() {}
func (Share) isMsg() {}

type Purse struct{ Members []assay.ID }

type State struct{ Rest int }

func (Purse) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (p Purse) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	split, ok := msg.(Split)
	if !ok || len(p.Members) == 0 {
		return s, nil
	}
	n := len(p.Members)
	s.Rest += split.Amount % n
	return s, assay.Effects{assay.Broadcast(p.Members, Share{split.Amount / n})}
}
