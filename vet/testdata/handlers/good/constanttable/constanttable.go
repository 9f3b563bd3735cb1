// Package constanttable is good: package-level tables that nothing writes are read.
package constanttable

import (
	"slices"

	"github.com/assay-dev/assay"
)

var ports = map[string]int{"http": 80, "https": 443, "ssh": 22}

var reserved = []int{22, 25, 53}

type Msg interface{ isMsg() }

type Open struct{ Service string }

type Opened struct{ Port int }

type Refused struct{}

func (Open) isMsg()    {}
func (Opened) isMsg()  {}
func (Refused) isMsg() {}

type Firewall struct{}

type State struct{ Opened int }

func (Firewall) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Firewall) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	open, ok := msg.(Open)
	if !ok {
		return s, nil
	}
	port, known := ports[open.Service]
	if !known || slices.Contains(reserved, port) {
		return s, assay.Effects{assay.Send(from, Refused{})}
	}
	s.Opened++
	return s, assay.Effects{assay.Send(from, Opened{port})}
}
