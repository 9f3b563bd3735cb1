// Package other has a brand that others can name.
package other

// Orders is the brand of this package's orders, and anybody can use it.
type Orders struct{}
