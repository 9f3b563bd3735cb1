// Package shallowclone is bad: the copy of the outer map is shallow, and the inner map still belongs to the old state (changes a parameter).
package shallowclone

import (
	"maps"

	"github.com/assay-dev/assay"
)

type Msg interface{ isMsg() }

type Put struct {
	Table, Key string
	Value      int
}

func (Put) isMsg() {}

type Store struct{}

type State struct{ Tables map[string]map[string]int }

func (Store) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (Store) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	put, ok := msg.(Put)
	if !ok {
		return s, nil
	}
	tables := make(map[string]map[string]int, len(s.Tables)+1)
	maps.Copy(tables, s.Tables)
	if tables[put.Table] == nil {
		tables[put.Table] = map[string]int{}
	}
	tables[put.Table][put.Key] = put.Value // HERE
	return State{tables}, nil
}
