// Package mapreturn is bad: a key is returned from inside the range (map order, an early return of a key).
package mapreturn

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Work struct{ Name string }

func (Work) isMsg() {}

type Dispatcher struct{}

type State struct{ Load map[assay.ID]int }

func (Dispatcher) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (d Dispatcher) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	work, ok := msg.(Work)
	if !ok {
		return s, nil
	}
	to, found := d.idle(s)
	if !found {
		return s, nil
	}
	return s, assay.Effects{assay.Send(to, work)}
}

func (Dispatcher) idle(s State) (assay.ID, bool) {
	for id, load := range s.Load { // HERE
		if load == 0 {
			return id, true
		}
	}
	return "", false
}
