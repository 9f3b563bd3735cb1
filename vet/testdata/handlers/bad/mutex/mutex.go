// Package mutex is bad: a lock is taken around a local computation and given back by defer (sync).
package mutex

import (
	"sync"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Bump struct{ By int }

func (Bump) isMsg() {}

type Safe struct{ mu *sync.Mutex }

type State struct{ N int }

func (Safe) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (a Safe) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if a.mu == nil {
		return s, nil
	}
	a.mu.Lock()         // HERE
	defer a.mu.Unlock() // HERE
	if bump, ok := msg.(Bump); ok {
		s.N += bump.By
	}
	return s, nil
}
