//go:build !long

package check

// randomSystems is how many random systems the default run explores.
const randomSystems = 2_400

// inTurn has each system explored in one of three further ways, and not in all.
const inTurn = true

// harshSystems is how many of those are explored in which the world may do all that there is.
const harshSystems = 1_200
