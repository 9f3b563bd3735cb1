// Package freshhelper is good: a helper returns a fresh map, which its caller is free to write.
package freshhelper

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Seen struct{ Version int }

func (Seen) isMsg() {}

type Watcher struct{}

type State struct{ Versions map[assay.ID]int }

func (s State) copied() State {
	versions := make(map[assay.ID]int, len(s.Versions))
	for id, version := range s.Versions {
		versions[id] = version
	}
	s.Versions = versions
	return s
}

func (Watcher) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Watcher) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	seen, ok := msg.(Seen)
	if !ok {
		return s, nil
	}
	next := s.copied()
	next.Versions[from] = max(next.Versions[from], seen.Version)
	return next, nil
}
