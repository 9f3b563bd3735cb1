// Package pointerkey is bad: a map goes by the address of a node, so that equal states behave differently (pointer keys).
package pointerkey

import "github.com/assay-dev/assay"

type Node struct{ Name string }

type Msg interface{ isMsg() }

type Visit struct{ Node *Node }

func (Visit) isMsg() {}

type Crawler struct{}

type State struct {
	Seen  map[*Node]bool
	Count int
}

func (Crawler) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Crawler) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	visit, ok := msg.(Visit)
	if !ok || s.Seen[visit.Node] { // HERE
		return s, nil
	}
	seen := map[*Node]bool{visit.Node: true}
	for node := range s.Seen {
		seen[node] = true
	}
	return State{seen, len(seen)}, nil
}
