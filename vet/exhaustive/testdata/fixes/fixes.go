// Package fixes has switches whose missing cases can be named.
package fixes

import (
	other "github.com/assay-dev/assay/vet/exhaustive/testdata/sums"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type (
	Ping struct{}
	Pong struct{}
	Stop struct{}
)

func (Ping) isMsg()  {}
func (Pong) isMsg()  {}
func (*Stop) isMsg() {}

type actor struct{}

func (actor) Receive(self assay.ID, s int, from assay.ID, m Msg) (int, assay.Effects) {
	switch m.(type) {
	case Ping:
		return s + 1, nil
	}
	return s, nil
}

func count(m Msg) (n int) {
	if m != nil {
		switch m.(type) {
		case Ping, Pong:
			n++
		default:
		}
	}
	return n
}

func keeps(m Msg, n int) int {
	switch m.(type) {
	case Ping, Pong:
		n++
	default:
		return n
	}
	return n
}

func lit(s other.Switch) (n int) {
	switch s {
	case other.On:
		n++
	}
	return n
}

var _ = []any{actor{}, count, keeps, lit}
