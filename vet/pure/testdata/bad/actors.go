package bad

import (
	"github.com/assay-dev/assay"
)

// Actors of all shapes.

type counting struct{ calls *int }

func (counting) Start(assay.ID) (State, assay.Effects) { return State{}, nil }
func (a counting) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	*a.calls++ // want "Receive writes a.calls"
	return s, nil
}

type remembering struct{ calls int }

func (*remembering) Start(assay.ID) (State, assay.Effects) { return State{}, nil }
func (a *remembering) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	a.calls++ // want "Receive writes a.calls"
	return s, nil
}
func (a *remembering) Timeout(_ assay.ID, s State, _ string) (State, assay.Effects) {
	s.Map["t"] = 1 // want "Timeout writes s.Map"
	return s, nil
}

type generic[M any] struct{}

func (generic[M]) Start(assay.ID) ([]M, assay.Effects) { return nil, nil }
func (generic[M]) Receive(_ assay.ID, s []M, _ assay.ID, m M) ([]M, assay.Effects) {
	return append(s, m), nil // want "Receive appends to s"
}

type base struct{}

func (base) Start(assay.ID) (State, assay.Effects) { return State{}, nil }

type outer struct {
	base
	rest
}

type rest struct{}

func (rest) Receive(_ assay.ID, s State, _ assay.ID, _ msg) (State, assay.Effects) {
	s.Map["a"] = 1 // want "Receive writes s.Map"
	return s, nil
}
