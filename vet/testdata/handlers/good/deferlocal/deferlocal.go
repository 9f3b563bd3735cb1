// Package deferlocal is good: a deferred closure completes the named results.
package deferlocal

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Step struct{ By int }

type Total struct{ N int }

func (Step) isMsg()  {}
func (Total) isMsg() {}

type Walker struct{}

type State struct{ At, Steps int }

func (Walker) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Walker) Receive(self assay.ID, s State, from assay.ID, msg Msg) (next State, effects assay.Effects) {
	defer func() {
		next.Steps++
		effects = append(effects, assay.Send(from, Total{next.Steps}))
	}()
	next = s
	if step, ok := msg.(Step); ok {
		next.At += step.By
	}
	return next, effects
}
