// Package closurefold is bad: the function that is given to a generic fold writes a package variable (writes a global, in a resolved argument).
package closurefold

import "github.com/assay-dev/assay"

var folded int

func fold[T, A any](in []T, acc A, f func(A, T) A) A {
	for _, v := range in {
		acc = f(acc, v)
	}
	return acc
}

type Msg interface{ isMsg() }

type Sum struct{ Parts []int }

func (Sum) isMsg() {}

type Calculator struct{}

type State struct{ Result int }

func (Calculator) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Calculator) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if sum, ok := msg.(Sum); ok {
		s.Result = fold(sum.Parts, 0, func(acc, part int) int {
			folded++ // HERE
			return acc + part
		})
	}
	return s, nil
}
