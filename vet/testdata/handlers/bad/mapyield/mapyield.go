// Package mapyield is bad: maps.Keys is called with a yield that stops at the first key (map order, the first one wins).
package mapyield

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Steal struct{}

func (Steal) isMsg() {}

type Worker struct{}

type State struct{ Jobs map[string]int }

func (Worker) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Worker) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	var taken string
	keys := maps.Keys(s.Jobs)
	keys(func(key string) bool { // HERE
		taken = key
		return false
	})
	rest := make(map[string]int, len(s.Jobs))
	for key, n := range s.Jobs {
		if key != taken {
			rest[key] = n
		}
	}
	return State{rest}, nil
}
