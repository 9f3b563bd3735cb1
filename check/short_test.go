//go:build !long

package check

// randomSystems is how many random systems the default run explores.
const randomSystems = 3_000
