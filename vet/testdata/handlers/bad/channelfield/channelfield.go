// Package channelfield is bad: the actor sends on a channel in one of its fields (channels).
package channelfield

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Event struct{ Name string }

func (Event) isMsg() {}

type Recorder struct{ Out chan string }

type State struct{ Events int }

func (Recorder) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (r Recorder) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	event, ok := msg.(Event)
	if !ok {
		return s, nil
	}
	s.Events++
	r.emit(event.Name)
	return s, nil
}

func (r Recorder) emit(name string) {
	r.Out <- name // HERE
}
