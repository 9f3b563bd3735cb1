// Package constantassigned is a way around a defined type of text. An untyped constant assigned.
package constantassigned

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id ids.ID = "ABC" // want "cannot use \"ABC\""
