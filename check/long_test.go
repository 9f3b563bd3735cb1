//go:build long

package check

// randomSystems is how many random systems the long run explores.
const randomSystems = 60_000
