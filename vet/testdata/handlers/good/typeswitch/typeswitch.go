// Package typeswitch is good: a type switch goes through all messages, and leaves the state alone on any other.
package typeswitch

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type (
	Deposit  struct{ Amount uint }
	Withdraw struct{ Amount uint }
	Balance  struct{ Amount uint }
)

func (Deposit) isMsg()  {}
func (Withdraw) isMsg() {}
func (Balance) isMsg()  {}

type Account struct{}

type State struct{ Amount uint }

func (Account) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Account) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	switch m := msg.(type) {
	case Deposit:
		s.Amount += m.Amount
	case Withdraw:
		if m.Amount > s.Amount {
			return s, assay.Effects{assay.Send(from, Balance(s))}
		}
		s.Amount -= m.Amount
	case Balance:
		return s, nil
	}
	return s, assay.Effects{assay.Send(from, Balance(s))}
}
