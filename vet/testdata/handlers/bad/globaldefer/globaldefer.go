// Package globaldefer is bad: a deferred closure writes the last sender into a package variable (writes a global).
package globaldefer

import (
	"slices"

	"github.com/assay-dev/assay"
)

var lastSender assay.ID

type Msg interface{ isMsg() }

type Hello struct{ Name string }

func (Hello) isMsg() {}

type Greeter struct{}

type State struct{ Names []string }

func (Greeter) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Greeter) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	defer func() {
		lastSender = from // HERE
	}()
	hello, ok := msg.(Hello)
	if !ok {
		return s, nil
	}
	s.Names = append(slices.Clone(s.Names), hello.Name)
	return s, assay.Effects{assay.Send(from, hello)}
}
