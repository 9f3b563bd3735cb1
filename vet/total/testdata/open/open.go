// Package open rests on what collections hold and on what is claimed: the evidence lists it, and nothing is found.
package open

import (
	"github.com/assay-dev/assay"
)

type node struct{ val int }

type message interface{ value() int }

//assay:pure
func collected(ns []*node, by map[string]*node, msgs []message) (sum int) {
	for _, n := range ns {
		sum += n.val // follows n
	}
	if n, ok := by["x"]; ok {
		sum += n.val // follows n
	}
	return sum + msgsOf(msgs)
}

func msgsOf(msgs []message) (sum int) {
	for _, m := range msgs {
		sum += m.value() // follows m
	}
	return sum
}

//assay:pure
func same(a, b any) bool { return a == b } // compares interfaces

// steps is a claim.
//
//assay:pure
func steps(n int) (sum int) {
	//assay:decreases n
	for n > 1 { // loops until n
		n = half(n)
	}
	return sum
}

func half(n int) int { return n &^ 1 >> 1 }

//assay:pure
//assay:decreases n
func recurs(n int) int { // calls itself until n
	if n == 0 {
		return 0
	}
	return recurs(n - 1)
}

//assay:pure
//assay:ignore total the caller has looked
func ignored(xs []int) int { return xs[0] } // indexes xs

//assay:pure
func caller(xs []int) int { return at(xs, 3) }

//assay:ignore total every caller has looked
func at(xs []int, i int) int { return xs[i] } // indexes xs at i

// answers is ignored where it calls, not where it fails.
//
//assay:pure
//assay:ignore total the list is never empty
func answers(xs []int) int { return head(xs) } // calls head

func head(xs []int) int { return xs[0] }

type actor struct{}

type state struct{ n int }

func (*actor) Start(self assay.ID) (*state, assay.Effects) { return &state{}, nil }

func (a *actor) Receive(self assay.ID, s *state, from assay.ID, msg message) (*state, assay.Effects) {
	return &state{n: s.n + msg.value()}, nil // follows s
}

//assay:pure
func granted(xs []int, i int) (int, []int) { return term(xs, i), xs[i:] }

//assay:ignore total no caller asks beyond the end
func term(xs []int, i int) int {
	if i == 0 {
		return 0
	}
	return xs[i-1] // indexes xs at i - 1
}

//assay:pure
func keyed(seen map[any]bool, x any, n int) bool {
	return seen[x] || seen[n] // looks up a key of an interface type
}
