// Package declared declares predicates that are wrong in themselves, and some that are not.
package declared

import (
	"time"

	"github.com/assay-dev/assay/refine"
)

type none struct{} // want `^none holds of nothing, so that a type refined by it has no values: `

var noneRule = refine.And(refine.Bytes(3, 3), refine.Each("é"))

func (none) Rule() refine.Rule[string] { return noneRule }
func (none) Holds(s string) bool       { return noneRule.Holds(s) }

type broken struct{} // want `^broken.Rule cannot be read: it panics: .*Bytes`

func (broken) Rule() refine.Rule[string] { return refine.Bytes(3, 2) }
func (b broken) Holds(s string) bool     { return b.Rule().Holds(s) }

type other struct{} // want `^other.Holds and other.Rule disagree: Holds accepts "`

var otherRule = refine.And(refine.Bytes(1, 3), refine.Each("a-z"))

func (other) Rule() refine.Rule[string] { return otherRule }
func (other) Holds(s string) bool       { return len(s) > 0 && len(s) <= 3 }

type stricter struct{} // want `^stricter.Holds and stricter.Rule disagree: Holds refuses 1, and the rule does not`

func (stricter) Rule() refine.Rule[int] { return refine.AtLeast(1) }
func (stricter) Holds(n int) bool       { return n > 1 }

type same struct{} // want `^not shown that same.Holds answers as same.Rule does`

func (same) Rule() refine.Rule[int] { return refine.AtLeast(1) }
func (same) Holds(n int) bool       { return n > 0 }

type delegates struct{}

var delegatesRule = refine.OneOf("a", "b")

func (delegates) Rule() refine.Rule[string] { return delegatesRule }
func (d delegates) Holds(s string) bool     { return d.Rule().Holds(s) }

type exactly[N refine.Size] struct{}

func (exactly[N]) Rule() refine.Rule[string] {
	var n N
	return refine.And(refine.Bytes(n.Size(), n.Size()), refine.Each("é"))
}
func (e exactly[N]) Holds(s string) bool { return e.Rule().Holds(s) }

type (
	Two   = refine.Of[string, exactly[refine.N2]]
	Three = refine.Of[string, exactly[refine.N3]] // want `^exactly\[refine.N3\] holds of nothing`
)

type shared struct {
	name *string
}

type anyShared struct{}

func (anyShared) Holds(shared) bool { return true }

type Shared = refine.Of[shared, anyShared] // want `^a value of shared can be changed after it was judged: it holds the pointer \*string`

type weekday struct{}

func (weekday) Holds(t time.Time) bool { return t.Weekday() != time.Sunday }

type Weekday = refine.Of[time.Time, weekday]

var _ = []any{none{}, broken{}, other{}, stricter{}, same{}, delegates{}, shared{name: nil}}
