// Package fieldread is a way around a defined type of text. The field read and written from outside.
package fieldread

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id ids.ID

var raw = id.v // want "id.v undefined"

func set() { id.v = "ABC" } // want "id.v undefined"
