// Package conditionalclone is bad: the copy is made on one branch only, and the write happens on both (changes a parameter).
package conditionalclone

import "slices"

// Set is the register file with one register changed.
//
//assay:pure
func Set(registers []int, at, value int, fresh map[int]int) []int {
	if at < 0 || at >= len(registers) {
		return registers
	}
	next := registers
	if _, ok := fresh[at]; !ok {
		next = slices.Clone(registers)
	}
	if at < len(next) {
		next[at] = value // HERE
	}
	return next
}
