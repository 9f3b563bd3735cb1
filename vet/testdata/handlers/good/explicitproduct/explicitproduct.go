// Package explicitproduct is good: every floating-point product is converted before it is added.
package explicitproduct

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Latency struct{ Millis float64 }

func (Latency) isMsg() {}

type Estimator struct{}

type State struct{ Mean float64 }

func (Estimator) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Estimator) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if latency, ok := msg.(Latency); ok {
		s.Mean = float64(0.875*s.Mean) + float64(0.125*latency.Millis)
	}
	return s, nil
}
