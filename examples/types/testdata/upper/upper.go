// Package upper does not compile under assay build: "ABC" is not three lower-case characters.
package upper

import (
	"github.com/assay-dev/assay/examples/types"
	"github.com/assay-dev/assay/refine"
)

// ID is no identifier.
var ID = refine.Must[types.ID]("ABC")
