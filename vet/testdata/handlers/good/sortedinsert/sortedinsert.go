// Package sortedinsert is good: a key is inserted into a clone of the sorted list, where the search says.
package sortedinsert

import (
	"slices"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Done struct{ Key int }

func (Done) isMsg() {}

type Operator struct{}

func (Operator) Start(self assay.ID) ([]int, assay.Effects) { return nil, nil }

func (Operator) Receive(self assay.ID, acked []int, from assay.ID, msg Msg) ([]int, assay.Effects) {
	done, ok := msg.(Done)
	if !ok {
		return acked, nil
	}
	at, found := slices.BinarySearch(acked, done.Key)
	if found {
		return acked, nil
	}
	return slices.Insert(slices.Clone(acked), at, done.Key), nil
}
