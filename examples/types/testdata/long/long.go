// Package long does not compile under assay build: "lmnop" is not three lower-case characters.
package long

import (
	"github.com/assay-dev/assay/examples/types"
	"github.com/assay-dev/assay/refine"
)

// ID is no identifier.
var ID = refine.Must[types.ID]("lmnop")
