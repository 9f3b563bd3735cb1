// Package conversionanonymous is a way around a defined type of text. A conversion of an anonymous struct with the same fields.
package conversionanonymous

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var anonymous = struct {
	_ [0]*ids.Lower3
	v string
}{v: "ABC"}

var id = ids.ID(anonymous) // want "cannot convert anonymous"
