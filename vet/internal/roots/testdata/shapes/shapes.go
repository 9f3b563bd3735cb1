// Package shapes has actors, predicates, marked functions, and what they lead to.
package shapes

import "github.com/assay-dev/assay"

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

func alone(n int) int { return n }

// marked is held to the laws.
//
//assay:pure
func marked(n int) int { return n } // want "root marked"

// half has Start alone, and is no actor.
type half struct{}

func (half) Start(assay.ID) (int, assay.Effects) { return 0, nil }

var _ = []any{alone, marked, server{}, half{}}
