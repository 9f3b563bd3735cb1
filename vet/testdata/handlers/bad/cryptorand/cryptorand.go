// Package cryptorand is bad: the token comes from the operating system's randomness, in another package (random numbers).
package cryptorand

import (
	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/vet/testdata/handlers/bad/cryptorand/token"
)

type Msg interface{ isMsg() }

type Login struct{ User string }

type Welcome struct{ Token string }

func (Login) isMsg()   {}
func (Welcome) isMsg() {}

type Gate struct{}

type State struct{ Logins int }

func (Gate) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Gate) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Login:
		s.Logins++
		return s, assay.Effects{assay.Send(from, Welcome{token.For(m.User)})}
	}
	return s, nil
}
