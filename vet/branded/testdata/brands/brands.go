// Package brands has brands that are right and that are not.
package brands

import (
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/branded/testdata/shared"
)

type (
	users   struct{}
	orders  struct{}
	lines   struct{}
	parts   struct{}
	loops   struct{}
	number  int
	alias   = int
	renamed = users
	Public  struct{}
)

type UserRef = refine.Ref[users]

type State struct {
	Users refine.Store[users, string]
	Who   UserRef
	Bad   refine.Ref[string] // want `^string is no brand of a store: everyone has it: declare type brand struct{}`
}

var (
	_ = refine.NewStore[users, string]()
	_ = refine.NewStore[orders, string]()
	_ = refine.NewStore[users, int]()       // want `^a second store of the brand users: a reference of one fits the other: give each a brand of its own`
	_ = refine.NewStore[renamed, int]()     // want `^a second store of the brand renamed`
	_ = refine.NewStore[int, string]()      // want `^int is no brand of a store: everyone has it`
	_ = refine.NewStore[alias, string]()    // want `^alias is no brand of a store: everyone has it`
	_ = refine.NewStore[struct{}, string]() // want `^struct{} is no brand of a store: everyone has it`
	_ = refine.NewStore[number, string]()
	_ = refine.NewStore[*lines, string]()    // want `^\*lines is no brand of a store: everyone has it`
	_ = refine.NewStore[error, string]()     // want `^error is no brand of a store`
	_ = refine.NewStore[shared.Brand, int]() // want `^shared.Brand is the brand of another package, which makes its own stores`
	_ = refine.NewStore[Public, int]()       // want `^Public is exported, so that any package can make a store of it`
	_ = shared.New[int, lines]()
	_ = shared.New[int, lines]() // want `^a second store of the brand lines`
	_ = refine.Store[users, string]{}
)

func many() (all []refine.Store[loops, int]) {
	for range 3 {
		all = append(all, refine.NewStore[loops, int]()) // want `^stores of the brand loops are made in a loop`
	}
	type own struct{}
	s := refine.NewStore[own, int]()
	s, _ = s.Put(1)
	return all
}

func one() {
	type Own struct{} // nobody else can name it
	_ = refine.NewStore[Own, int]()
}

var (
	_ = refine.Tag[shared.Meters](1.5)
	_ = refine.Tag[parts](1)
	_ = refine.Tag[parts]("x")
	_ = refine.Tag[bool](1)               // want `^bool is no brand of a tag: everyone has it`
	_ refine.Tagged[struct{ x int }, int] // want `^struct{x int} is no brand of a tag`
)

//assay:ignore branded the two stores are halves of one
var half = refine.NewStore[orders, string]() // want `ignored: the two stores are halves of one`

var _ = []any{many, one, half, State{}}
