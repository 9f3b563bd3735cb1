// Package pointerconversion is a way around a defined type of text. A pointer conversion.
package pointerconversion

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var s = "ABC"

var id = (*ids.ID)(&s) // want "cannot convert &s"
