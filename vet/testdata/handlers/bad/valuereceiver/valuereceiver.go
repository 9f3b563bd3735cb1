// Package valuereceiver is bad: a method with a value receiver writes the map that its copy shares (changes a parameter).
package valuereceiver

import "github.com/assay-dev/assay"

type Ledger struct{ entries map[string]int }

func (l Ledger) with(name string, amount int) Ledger {
	if l.entries == nil {
		return Ledger{map[string]int{name: amount}}
	}
	l.entries[name] += amount // HERE
	return l
}

type Msg interface{ isMsg() }

type Pay struct {
	To     string
	Amount int
}

func (Pay) isMsg() {}

type Clerk struct{}

func (Clerk) Start(self assay.ID) (Ledger, assay.Effects) { return Ledger{}, nil }

func (Clerk) Receive(self assay.ID, l Ledger, from assay.ID, msg Msg) (Ledger, assay.Effects) {
	if pay, ok := msg.(Pay); ok {
		l = l.with(pay.To, pay.Amount)
	}
	return l, nil
}
