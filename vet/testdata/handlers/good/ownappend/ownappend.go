// Package ownappend is good: a helper appends to its parameter, which is always the caller's own fresh list.
package ownappend

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Start struct{ Jobs []string }

type Job struct{ Name string }

func (Start) isMsg() {}
func (Job) isMsg()   {}

type Runner struct{ Worker assay.ID }

type State struct{ Given int }

func (Runner) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (r Runner) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	start, ok := msg.(Start)
	if !ok {
		return s, nil
	}
	effects := assay.Effects{assay.Persist("given", s.Given)}
	for _, name := range start.Jobs {
		effects = r.give(effects, name)
		s.Given++
	}
	return s, effects
}

func (r Runner) give(effects assay.Effects, name string) assay.Effects {
	return append(effects, assay.Send(r.Worker, Job{name}))
}
