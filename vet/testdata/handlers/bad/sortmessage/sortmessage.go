// Package sortmessage is bad: the batch inside the message is sorted in place (changes a parameter).
package sortmessage

import (
	"sort"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Batch struct{ Keys []string }

func (Batch) isMsg() {}

type Index struct{}

type State struct{ Largest string }

func (Index) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Index) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	batch, ok := msg.(Batch)
	if !ok || len(batch.Keys) == 0 {
		return s, nil
	}
	keys := batch.Keys
	sort.Strings(keys) // HERE
	s.Largest = keys[len(keys)-1]
	return s, nil
}
