//go:build !long

package check

// randomSystems is how many random systems the default run explores.
const randomSystems = 4_200

// harshSystems is how many of those are explored in which the world may do all that there is.
const harshSystems = 2_100
