// Package zerostep is bad: the step of a counted loop comes from the message and may be zero (an unbounded loop).
package zerostep

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Sample struct{ From, To, Step int }

func (Sample) isMsg() {}

type Sampler struct{}

type State struct{ Points int }

func (Sampler) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Sampler) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	sample, ok := msg.(Sample)
	if !ok {
		return s, nil
	}
	for at := sample.From; at < sample.To; at += sample.Step { // HERE
		s.Points++
	}
	return s, nil
}
