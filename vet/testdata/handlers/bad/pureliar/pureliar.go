// Package pureliar is bad: the interface is marked pure, and one implementer reads the clock (time, in an implementer).
package pureliar

import (
	"time"

	"github.com/assay-dev/assay"
)

// Expiry says whether an entry is too old.
//
//assay:pure
type Expiry interface{ Expired(at int64) bool }

type never struct{}

func (never) Expired(at int64) bool { return false }

type after struct{ seconds int64 }

func (a after) Expired(at int64) bool {
	return time.Now().Unix()-at > a.seconds // HERE
}

// Policies are all that there are.
func Policies() []Expiry { return []Expiry{never{}, after{60}} }

type Msg interface{ isMsg() }

type Get struct{ At int64 }

func (Get) isMsg() {}

type Cache struct{ Expiry Expiry }

type State struct{ Hits int }

func (Cache) Start(self assay.ID) (State, assay.Effects) { return State{}, nil }

func (c Cache) Receive(self assay.ID, s State, from assay.ID, msg Msg) (State, assay.Effects) {
	if get, ok := msg.(Get); ok && c.Expiry != nil && !c.Expiry.Expired(get.At) {
		s.Hits++
	}
	return s, nil
}
