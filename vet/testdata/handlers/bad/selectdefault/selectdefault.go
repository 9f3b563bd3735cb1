// Package selectdefault is bad: a select with a default polls whether something has come in (select).
package selectdefault

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Poll struct{ Ready <-chan int }

func (Poll) isMsg() {}

type Poller struct{}

type State struct{ Got, Empty int }

func (Poller) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Poller) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	poll, ok := msg.(Poll)
	if !ok {
		return s, nil
	}
	select { // HERE
	case n := <-poll.Ready: // HERE
		s.Got += n
	default:
		s.Empty++
	}
	return s, nil
}
