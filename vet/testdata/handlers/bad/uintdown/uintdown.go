// Package uintdown is bad: the loop counts an unsigned number down to below zero, which it never is (an unbounded loop).
package uintdown

// Weight is a sum over the positions below n, from the last to the first.
//
//assay:pure
func Weight(n uint) uint {
	sum := uint(0)
	for i := n; i >= 0; i-- { // HERE
		sum = sum*3 + i
	}
	return sum
}
