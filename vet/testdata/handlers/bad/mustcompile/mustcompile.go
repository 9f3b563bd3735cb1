// Package mustcompile is bad: the pattern in the message is compiled by a function that panics on a wrong one (may panic, in the standard library).
package mustcompile

import (
	"regexp"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Grep struct {
	Pattern string
	Lines   []string
}

func (Grep) isMsg() {}

type Filter struct{}

type State struct{ Hits int }

func (Filter) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Filter) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	grep, ok := msg.(Grep)
	if !ok {
		return s, nil
	}
	pattern := regexp.MustCompile(grep.Pattern) // HERE
	for _, line := range grep.Lines {
		if pattern.MatchString(line) {
			s.Hits++
		}
	}
	return s, nil
}
