// Package right goes no way around: it compiles.
package right

import (
	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/refine/testdata/ways/ids"
)

type name string

// Lower holds of a defined type of text.
type Lower struct{}

func (Lower) Holds(n name) bool { return n == "abc" }

var (
	id     = refine.Must[ids.ID]("abc")
	parsed = refine.Parse[ids.ID](string(name("abc")))
	named  = refine.Must[refine.Of[name, Lower]]("abc") // a constant takes the type of the base
	number = refine.Must[refine.Of[float64, positive]](1)
	same   = id == parsed.Or(id)
	longer = id.Raw() + "!"
)

type positive struct{}

func (positive) Holds(f float64) bool { return f > 0 }
