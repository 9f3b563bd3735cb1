// Package regex is good: a pattern is compiled when the package starts, and only matched with afterwards.
package regex

import (
	"regexp"
	"slices"

	"github.com/assay-dev/assay"
)

var name = regexp.MustCompile(`^[a-z][a-z0-9]*$`)

type Msg interface{ isMsg() }

type Join struct{ Name string }

func (Join) isMsg() {}

type Room struct{}

type State struct{ Names []string }

func (Room) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Room) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	join, ok := msg.(Join)
	if !ok || !name.MatchString(join.Name) || slices.Contains(s.Names, join.Name) {
		return s, nil
	}
	s.Names = append(slices.Clone(s.Names), join.Name)
	return s, nil
}
