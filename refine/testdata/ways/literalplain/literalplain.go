// Package literalplain is a way around a defined type of text. A literal without the field named.
package literalplain

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id = ids.ID{[0]*ids.Lower3{}, "ABC"} // want "implicit assignment to unexported field"
