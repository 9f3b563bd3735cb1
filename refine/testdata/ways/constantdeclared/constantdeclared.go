// Package constantdeclared is a way around a defined type of text. A constant declaration.
package constantdeclared

import "github.com/assay-dev/assay/refine/testdata/ways/ids"

const id ids.ID = "ABC" // want "invalid constant type"
