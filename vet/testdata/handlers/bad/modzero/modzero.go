// Package modzero is bad: the guard is on another variable than the divisor (may panic, division).
package modzero

// Turn is whose turn it is in round n.
//
//assay:pure
func Turn(round, players, seats uint) uint {
	if players == 0 {
		return 0
	}
	return round % seats // HERE
}
