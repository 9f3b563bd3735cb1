// Package offbyone is bad: the guard lets the length itself through (may panic, index).
package offbyone

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Fetch struct{ At int }

type Entry struct{ Value string }

func (Fetch) isMsg() {}
func (Entry) isMsg() {}

type Log struct{}

type State struct{ Entries []string }

func (Log) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Log) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	fetch, ok := msg.(Fetch)
	if !ok || fetch.At < 0 || fetch.At > len(s.Entries) {
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, Entry{s.Entries[fetch.At]})} // HERE
}
