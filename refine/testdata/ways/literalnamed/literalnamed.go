// Package literalnamed is a way around a defined type of text. A literal with the field named.
package literalnamed

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id = ids.ID{v: "ABC"} // want "unexported field v"
