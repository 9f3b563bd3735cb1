// Package lookuphost is bad: the peer's name is resolved in the handler (network).
package lookuphost

import (
	"net"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Connect struct{ Host string }

type Resolved struct{ Addresses []string }

func (Connect) isMsg()  {}
func (Resolved) isMsg() {}

type Dialer struct{}

type State struct{ Failed int }

func (Dialer) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Dialer) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	connect, ok := msg.(Connect)
	if !ok {
		return s, nil
	}
	addresses, err := net.LookupHost(connect.Host) // HERE
	if err != nil {
		s.Failed++
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, Resolved{addresses})}
}
