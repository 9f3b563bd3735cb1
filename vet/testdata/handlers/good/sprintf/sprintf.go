// Package sprintf is good: keys are made with fmt.Sprintf and strconv from plain values.
package sprintf

import (
	"fmt"
	"strconv"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Put struct {
	Table string
	Row   int
}

func (Put) isMsg() {}

type Store struct{}

type State struct{ Rows int }

func (Store) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Store) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	put, ok := msg.(Put)
	if !ok {
		return s, nil
	}
	s.Rows++
	key := fmt.Sprintf("%s/%04d", put.Table, put.Row)
	owner := strconv.Quote(string(from)) + "#" + strconv.Itoa(s.Rows)
	return s, assay.Effects{assay.Persist(key, owner)}
}
