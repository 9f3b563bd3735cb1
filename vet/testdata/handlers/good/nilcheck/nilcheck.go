// Package nilcheck is good: pointers are checked before they are used, and copied before they are changed.
package nilcheck

import "github.com/assay-dev/assay"

type Node struct {
	Name   string
	Weight int
}

type Msg interface{ isMsg() }

type Heavier struct{ By int }

func (Heavier) isMsg() {}

type Scale struct{}

type State struct{ Node *Node }

func (Scale) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Scale) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	heavier, ok := msg.(Heavier)
	if !ok || s.Node == nil {
		return s, nil
	}
	node := *s.Node
	node.Weight += heavier.By
	s.Node = &node
	return s, nil
}
