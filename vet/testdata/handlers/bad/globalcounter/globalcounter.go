// Package globalcounter is bad: the handler counts messages in a package variable (writes a global).
package globalcounter

import "github.com/assay-dev/assay"

var received int

type Msg interface{ isMsg() }

type Ping struct{}

func (Ping) isMsg() {}

// Echo answers every ping.
type Echo struct{}

type State struct{ Seen int }

func (Echo) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Echo) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	received++ // HERE
	s.Seen++
	return s, assay.Effects{assay.Send(from, Ping{})}
}
