// Package printtrace is bad: a line for debugging goes to the standard output (files).
package printtrace

import (
	"fmt"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Bid struct{ Amount int }

func (Bid) isMsg() {}

type Auction struct{}

type State struct{ Highest int }

func (Auction) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Auction) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if bid, ok := msg.(Bid); ok {
		s.Highest = max(s.Highest, bid.Amount)
		trace(from, bid.Amount)
	}
	return s, nil
}

func trace(who assay.ID, amount int) {
	fmt.Printf("%s bids %d\n", who, amount) // HERE
}
