// Package left has what is left open.
package left

import (
	"fmt"

	"github.com/assay-dev/assay/refine"
)

type far struct{}

func (far) Holds(s string) bool { return fmt.Sprint(s) == s }

type endless struct{}

func (endless) Holds(s string) bool {
	for s != "" {
	}
	return true
}

type deep struct{}

func (d deep) Holds(s string) bool { return d.Holds(s + s) }

var word = "x"

type written struct{}

func (written) Holds(s string) bool { return s == word || fmt.Sprint(s) == "" }

func Set() { word = "y" }

var (
	_ = refine.Must[refine.Of[string, far]]("x")     // want `^not shown that "x" is a .*: the predicate calls fmt.Sprint, of another package`
	_ = refine.Must[refine.Of[string, endless]]("x") // want `takes more than 1000000 steps`
	_ = refine.Must[refine.Of[string, endless]]("")
	_ = refine.Must[refine.Of[string, deep]]("x")    // want `makes a text of more than 1048576 bytes`
	_ = refine.Must[refine.Of[string, written]]("x") // want `depends on word, which is written`
)

type agreeing struct{} // want `^not shown that agreeing.Holds answers as agreeing.Rule does: they agree on the \d+ values that were tried`

func (agreeing) Rule() refine.Rule[string] { return refine.Bytes(2, 3) }
func (agreeing) Holds(s string) bool {
	return refine.Bytes(2, 2).Holds(s) || refine.Bytes(3, 3).Holds(s)
}

func Lift[R interface {
	refine.Predicate[string]
}]() bool {
	var r R
	return r.Holds("x")
}
