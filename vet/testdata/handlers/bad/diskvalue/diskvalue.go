// Package diskvalue is bad: what was loaded from the disk is changed in place on recovery (changes a parameter).
package diskvalue

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Beat struct{}

func (Beat) isMsg() {}

type Node struct{}

type State struct{ Epochs []int }

func (Node) Start(self assay.ID) (State, assay.Effects) { return State{Epochs: []int{0}}, nil }

func (Node) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, assay.Effects{assay.Persist("epochs", s.Epochs)}
}

func (Node) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	epochs, ok := assay.Load[[]int](disk, "epochs").Get()
	if !ok || len(epochs) == 0 {
		return State{Epochs: []int{0}}, nil
	}
	epochs[0]++ // HERE
	return State{Epochs: epochs}, nil
}
