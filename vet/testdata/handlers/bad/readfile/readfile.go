// Package readfile is bad: recovery reads a file and not the disk that it is given (files).
package readfile

import (
	"os"
	"strconv"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Incr struct{}

func (Incr) isMsg() {}

type Counter struct{}

type State struct{ N int }

func (Counter) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Counter) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	s.N++
	return s, assay.Effects{assay.Persist("n", s.N)}
}

func (Counter) Recover(self assay.ID, disk assay.Disk) (State, assay.Effects) {
	text, err := os.ReadFile("/var/lib/counter/n") // HERE
	if err != nil {
		return State{}, nil
	}
	n, err := strconv.Atoi(string(text))
	if err != nil {
		return State{}, nil
	}
	return State{n}, nil
}
