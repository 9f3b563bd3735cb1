// Package slicing is a way around a defined type of text. Slicing.
package slicing

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

var id ids.ID

var shorter = id[1:] // want "cannot slice id"
