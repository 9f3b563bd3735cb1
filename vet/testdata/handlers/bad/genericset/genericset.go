// Package genericset is bad: a generic helper writes whatever map it is given, and is given the old state's (changes a parameter).
package genericset

import "github.com/assay-dev/assay"

func put[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	if m == nil {
		return map[K]V{k: v}
	}
	m[k] = v // HERE
	return m
}

type Msg interface{ isMsg() }

type Seen struct{ Version int }

func (Seen) isMsg() {}

type Watcher struct{}

type State struct{ Versions map[assay.ID]int }

func (Watcher) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Watcher) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if seen, ok := msg.(Seen); ok {
		s.Versions = put(s.Versions, from, seen.Version)
	}
	return s, nil
}
