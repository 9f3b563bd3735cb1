// Package recursion is bad: a recursion without a measure follows the parents, which may be a ring (unbounded recursion).
package recursion

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Find struct{ Name string }

type Root struct{ Name string }

func (Find) isMsg() {}
func (Root) isMsg() {}

type Union struct{}

type State struct{ Parent map[string]string }

func (Union) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (u Union) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	find, ok := msg.(Find)
	if !ok {
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, Root{u.root(s, find.Name)})}
}

func (u Union) root(s State, name string) string {
	parent, ok := s.Parent[name]
	if !ok {
		return name
	}
	return u.root(s, parent) // HERE
}
