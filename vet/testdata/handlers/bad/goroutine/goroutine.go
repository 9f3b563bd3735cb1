// Package goroutine is bad: the sum is left to a goroutine that answers on a channel (goroutines and channels).
package goroutine

import "github.com/assay-dev/assay"

type Msg interface{ isMsg() }

type Add struct{ Values []int }

func (Add) isMsg() {}

type Adder struct{}

type State struct{ Total int }

func (Adder) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Adder) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	add, ok := msg.(Add)
	if !ok {
		return s, nil
	}
	total := make(chan int, 1) // HERE
	go func() {                // HERE
		sum := 0
		for _, v := range add.Values {
			sum += v
		}
		total <- sum // HERE
	}()
	s.Total += <-total // HERE
	return s, nil
}
