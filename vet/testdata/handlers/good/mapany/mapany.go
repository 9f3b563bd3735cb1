// Package mapany is good: the range over the map leaves early with a constant that does not depend on the key.
package mapany

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Ready struct{}

type Go struct{}

func (Ready) isMsg() {}
func (Go) isMsg()    {}

type Barrier struct{ Members []assay.ID }

type State struct{ Waits map[assay.ID]bool }

func (b Barrier) Start(self assay.ID) (State, assay.Effects) {
	waits := make(map[assay.ID]bool, len(b.Members))
	for _, id := range b.Members {
		waits[id] = true
	}
	return State{waits}, nil
}

func (b Barrier) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	waits := make(map[assay.ID]bool, len(s.Waits))
	for id, w := range s.Waits {
		waits[id] = w && id != from
	}
	if anyone(waits) {
		return State{waits}, nil
	}
	return State{waits}, assay.Effects{assay.Broadcast(b.Members, Go{})}
}

func anyone(waits map[assay.ID]bool) bool {
	for _, waiting := range waits {
		if waiting {
			return true
		}
	}
	return false
}
