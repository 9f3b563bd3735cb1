// Package mapsum is good: integers are counted and summed over a map, which commutes.
package mapsum

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Ack struct{ Bytes int }

func (Ack) isMsg() {}

type Sender struct{ Quorum int }

type State struct {
	Acked    map[assay.ID]int
	Complete bool
	Total    int
}

func (Sender) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (a Sender) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	ack, ok := msg.(Ack)
	if !ok {
		return s, nil
	}
	acked := map[assay.ID]int{from: ack.Bytes}
	for id, n := range s.Acked {
		acked[id] += n
	}
	members, total := 0, 0
	for _, n := range acked {
		if n > 0 {
			members++
		}
		total += n
	}
	return State{acked, members >= a.Quorum, total}, nil
}
