// Package other keeps its brand to itself, and lends its store.
package other

import "github.com/assay-dev/assay/refine"

type orders struct{}

// Orders is a store of this package's own brand.
var Orders = refine.NewStore[orders, string]()

// Ref refers to an order.
type Ref = refine.Ref[orders]
