// Package conversionother is a way around a defined type of text. A conversion of another refined type over the same base.
package conversionother

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var upper ids.Upper

var id = ids.ID(upper) // want "cannot convert upper"
