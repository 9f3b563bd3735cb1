// Package pointerfield is bad: a pointer-receiver method is called on a pointer that the old state holds (changes a parameter).
package pointerfield

import "github.com/assay-dev/assay"

type window struct{ from, to int }

func (w *window) grow(n int) {
	w.to += n // HERE
}

type Msg interface{ isMsg() }

type Credit struct{ N int }

func (Credit) isMsg() {}

type Sender struct{}

type State struct{ Window *window }

func (Sender) Start(self assay.ID) (State, assay.Effects) {
	return State{Window: &window{to: 4}}, nil
}

func (Sender) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if credit, ok := msg.(Credit); ok && s.Window != nil {
		s.Window.grow(credit.N)
	}
	return s, nil
}
