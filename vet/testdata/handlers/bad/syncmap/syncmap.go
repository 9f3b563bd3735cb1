// Package syncmap is bad: a sync.Map in the actor remembers which keys were seen (sync).
package syncmap

import (
	"sync"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Command struct{ Key string }

func (Command) isMsg() {}

type Dedup struct{ seen *sync.Map }

type State struct{ Executed int }

func (Dedup) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (d Dedup) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	command, ok := msg.(Command)
	if !ok || d.seen == nil {
		return s, nil
	}
	if _, known := d.seen.LoadOrStore(command.Key, true); !known { // HERE
		s.Executed++
	}
	return s, nil
}
