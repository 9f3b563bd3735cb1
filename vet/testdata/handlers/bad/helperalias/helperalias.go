// Package helperalias is bad: a helper returns a pointer into the argument, and the handler writes through it (changes a parameter).
package helperalias

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Deposit struct {
	Account string
	Amount  int
}

func (Deposit) isMsg() {}

type Account struct {
	Name    string
	Balance int
}

type Bank struct{}

type State struct{ Accounts []Account }

func (Bank) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Bank) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	deposit, ok := msg.(Deposit)
	if !ok {
		return s, nil
	}
	if account := find(s, deposit.Account); account != nil {
		account.Balance += deposit.Amount // HERE
	}
	return s, nil
}

func find(s State, name string) *Account {
	for i := range s.Accounts {
		if s.Accounts[i].Name == name {
			return &s.Accounts[i]
		}
	}
	return nil
}
