// Package fusedadd is bad: a product is added to the sum in one expression (floating point, fused multiply-add).
package fusedadd

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Latency struct{ Millis float64 }

func (Latency) isMsg() {}

type Estimator struct{}

type State struct{ Mean float64 }

func (Estimator) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Estimator) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if latency, ok := msg.(Latency); ok {
		s.Mean = 0.875*s.Mean + 0.125*latency.Millis // HERE
	}
	return s, nil
}
