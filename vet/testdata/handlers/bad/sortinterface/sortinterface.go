// Package sortinterface is bad: sort.Sort swaps within the old state through a sort.Interface of the same storage (changes a parameter).
package sortinterface

import (
	"sort"

	"github.com/assay-dev/assay"
)

type queue []int

func (q queue) has(i int) bool { return i >= 0 && i < len(q) }

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q.has(i) && q.has(j) && q[i] < q[j] }
func (q queue) Swap(i, j int) {
	if q.has(i) && q.has(j) {
		q[i], q[j] = q[j], q[i] // HERE
	}
}

type Msg interface{ isMsg() }

type Deadline struct{ At int }

func (Deadline) isMsg() {}

type Scheduler struct{}

type State struct{ Due []int }

func (Scheduler) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Scheduler) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if deadline, ok := msg.(Deadline); ok {
		s.Due = append(s.Due[:len(s.Due):len(s.Due)], deadline.At)
	}
	return s, nil
}

func (Scheduler) Timeout(self assay.ID, s State, timer string) (State, assay.Effects) {
	sort.Sort(queue(s.Due)) // HERE
	return s, nil
}
