// Package hostname is bad: os.Hostname is handed to a helper as a function value (environment, as a function value).
package hostname

import (
	"os"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Hello struct{ Host string }

func (Hello) isMsg() {}

type Node struct{ Peer assay.ID }

type State struct{ Host string }

func or(read func() (string, error), instead string) string {
	value, err := read()
	if err != nil {
		return instead
	}
	return value
}

func (n Node) Start(self assay.ID) (State, assay.Effects) {
	host := or(os.Hostname, "unknown") // HERE
	return State{host}, assay.Effects{assay.Send(n.Peer, Hello{host})}
}

func (Node) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	return s, nil
}
