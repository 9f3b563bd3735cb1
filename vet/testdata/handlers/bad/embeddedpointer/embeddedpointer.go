// Package embeddedpointer is bad: a promoted method writes through the pointer that the state embeds (changes a parameter).
package embeddedpointer

import (
	"slices"

	"github.com/assay-dev/assay"
)

type counters struct{ hits, misses int }

func (c *counters) hit() {
	if c != nil {
		c.hits++ // HERE
	}
}

type Msg interface{ isMsg() }

type Get struct{ Key string }

func (Get) isMsg() {}

type Cache struct{}

type State struct {
	*counters
	Keys []string
}

func (Cache) Start(self assay.ID) (State, assay.Effects) {
	return State{counters: &counters{}}, nil
}

func (Cache) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	get, ok := msg.(Get)
	if !ok {
		return s, nil
	}
	if slices.Contains(s.Keys, get.Key) {
		s.hit()
	}
	return s, nil
}
