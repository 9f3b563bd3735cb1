// Package conversionstring is a way around a defined type of text. A conversion of a string.
package conversionstring

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var s = "ABC"

var id = ids.ID(s) // want "cannot convert s"
