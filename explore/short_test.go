//go:build !long

package explore_test

// variants are the examples whose broken variants are opened.
var variants = []string{"twophase"}
