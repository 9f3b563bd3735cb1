// Package concatenation is a way around a defined type of text. Concatenation.
package concatenation

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id ids.ID

var longer = id + id // want "operator \+ not defined on id"
