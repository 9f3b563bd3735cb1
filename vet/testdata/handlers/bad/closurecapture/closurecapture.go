// Package closurecapture is bad: a local closure writes the captured argument (changes a parameter).
package closurecapture

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Release struct{ Slots []int }

func (Release) isMsg() {}

type Pool struct{}

type State struct{ Busy []bool }

func (Pool) Start(self assay.ID) (State, assay.Effects) { return State{Busy: make([]bool, 8)}, nil }

func (Pool) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	free := func(slot int) bool {
		if slot < 0 || slot >= len(s.Busy) {
			return false
		}
		s.Busy[slot] = false // HERE
		return true
	}
	if release, ok := msg.(Release); ok {
		for _, slot := range release.Slots {
			free(slot)
		}
	}
	return s, nil
}
