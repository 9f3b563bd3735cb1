// Package short does not compile under assay build: "jk" is not three lower-case characters.
package short

import (
	"github.com/assay-dev/assay/examples/types"
	"github.com/assay-dev/assay/refine"
)

// ID is no identifier.
var ID = refine.Must[types.ID]("jk")
