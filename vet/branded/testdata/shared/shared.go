// Package shared declares a brand, and a function that makes stores.
package shared

import "github.com/assay-dev/assay/refine"

// Brand is the brand of this package's store.
type Brand struct{}

// Meters is what a number is for.
type Meters float64

// Store is this package's.
var Store = refine.NewStore[Brand, int]() // want `^Brand is exported`

// New makes a store of any brand.
func New[T, B any]() refine.Store[B, T] { return refine.NewStore[B, T]() }
