// Package shapes has actors, predicates, marked functions, and what they lead to.
package shapes

import (
	"sort"

	"github.com/assay-dev/assay"
)

type server struct{}

func (server) Start(assay.ID) (int, assay.Effects) { return 0, nil } // want "root Start"

func (server) Receive(_ assay.ID, s int, _ assay.ID, _ string) (int, assay.Effects) { // want "root Receive"
	return helper(s), nil
}

func (server) Timeout(_ assay.ID, s int, _ string) (int, assay.Effects) { return s, nil } // want "root Timeout"

// Other is no power, and nobody calls it.
func (server) Other(s int) int { return s }

func helper(n int) int { return deeper(n) } // want "Receive calls helper"

func deeper(n int) int { return n } // want "Receive calls helper, which calls deeper"

// kind is sealed: its implementers lie here.
type kind interface {
	isKind()
	Size() int
}

type small struct{}

func (small) isKind()   {}
func (small) Size() int { return 1 } // want "sizes calls Size"

// other has the method, and is no kind.
type other struct{}

func (other) Size() int { return 2 }

//assay:pure
func sizes(k kind) int { return k.Size() } // want "root sizes"

type byLength []string

func (b byLength) Len() int           { return len(b) }                // want "sorts calls Len"
func (b byLength) Less(i, j int) bool { return len(b[i]) < len(b[j]) } // want "sorts calls Less"
func (b byLength) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }      // want "sorts calls Swap"

//assay:pure
func sorts(s []string) { sort.Sort(byLength(s)) } // want "root sorts"

func alone(n int) int { return n }

// marked is held to the laws.
//
//assay:pure
func marked(n int) int { return n } // want "root marked"

// half has Start alone, and is no actor.
type half struct{}

func (half) Start(assay.ID) (int, assay.Effects) { return 0, nil }

var _ = []any{alone, marked, server{}, half{}, small{}, other{}}
