// Package cycletimeout is bad: a call cycle of three has a global write at its far end, and is entered from two members (writes a global).
package cycletimeout

import "github.com/assay-dev/assay"

var visits int

type Tree struct{ Kids []Tree }

type Msg interface{ isMsg() }

type Plant struct{ Root Tree }

func (Plant) isMsg() {}

type Forest struct{}

type State struct {
	Root Tree
	Size int
}

func (Forest) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Forest) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if plant, ok := msg.(Plant); ok {
		s.Root = plant.Root
		s.Size = measure(s.Root, 8)
	}
	return s, nil
}

func (Forest) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	s.Size = leafOr(s.Root, 8)
	return s, nil
}

//assay:decreases fuel
func measure(t Tree, fuel uint) int {
	if fuel == 0 {
		return 1
	}
	return 1 + sumKids(t, fuel-1)
}

//assay:decreases fuel
func sumKids(t Tree, fuel uint) int {
	total := 0
	if fuel == 0 {
		return total
	}
	for _, kid := range t.Kids {
		total += leafOr(kid, fuel-1)
	}
	return total
}

//assay:decreases fuel
func leafOr(t Tree, fuel uint) int {
	if fuel == 0 || len(t.Kids) == 0 {
		visits++ // HERE
		return 1
	}
	return measure(t, fuel-1)
}
