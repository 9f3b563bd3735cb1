// Package localclosure is good: closures write local variables, and the effects are gathered by one of them.
package localclosure

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Commit struct{ Keys []string }

type Done struct{ N int }

func (Commit) isMsg() {}
func (Done) isMsg()   {}

type Committer struct{}

type State struct{ Commits int }

func (Committer) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Committer) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	var effects assay.Effects
	do := func(e assay.Effect) { effects = append(effects, e) }
	commit, ok := msg.(Commit)
	if !ok {
		return s, nil
	}
	for _, key := range commit.Keys {
		do(assay.Persist(key, s.Commits))
	}
	do(assay.Sync())
	do(assay.Send(from, Done{len(commit.Keys)}))
	s.Commits++
	return s, effects
}
