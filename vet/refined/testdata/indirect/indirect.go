// Package indirect uses a refined type whose predicate is of a package that it does not import, through two others.
package indirect

import (
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/refined/testdata/sites"
)

var (
	_ = refine.Must[sites.ID]("abc")
	_ = refine.Must[sites.ID]("ABC") // want `^"ABC" is not a sites.ID: expected 3 bytes and every character in \[a-z\]`
)

// pair is a predicate of predicates.
type pair[P, Q refine.Predicate[string]] struct{}

func (pair[P, Q]) Rule() refine.Rule[string] { return refine.Bytes(1, 9) }

func (p pair[P, Q]) Holds(s string) bool { return p.Rule().Holds(s) }

type Pair = refine.Of[string, pair[sites.Lower, sites.Lower]]

var _ = refine.Must[Pair]("") // want `^"" is not a Pair: expected 1 to 9 bytes`

type twice struct{ sites.Lower }

var _ = refine.Must[refine.Of[string, twice]]("Abc") // want `^"Abc" is not a refine.Of\[string, twice\]: expected`
