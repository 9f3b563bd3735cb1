//go:build long

package check

// randomSystems is how many random systems the long run explores.
const randomSystems = 60_000

// inTurn has each system explored in one of three further ways, and not in all.
const inTurn = false

// harshSystems is how many of those are explored in which the world may do all that there is.
const harshSystems = 40_000
