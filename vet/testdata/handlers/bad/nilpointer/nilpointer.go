// Package nilpointer is bad: the parent is a pointer that is nil at the root, and its field is read (may panic, nil pointer).
package nilpointer

import "github.com/assay-dev/assay"

type Node struct {
	Name   string
	Parent *Node
}

type Msg interface{ isMsg() }

type Moved struct{ Node Node }

func (Moved) isMsg() {}

type Tree struct{}

type State struct{ Under string }

func (Tree) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Tree) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if moved, ok := msg.(Moved); ok {
		s.Under = moved.Node.Parent.Name // HERE
	}
	return s, nil
}
