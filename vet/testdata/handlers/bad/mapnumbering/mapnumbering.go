// Package mapnumbering is bad: the entries are numbered in the order of the range (map order).
package mapnumbering

// Number gives each name a number from 0.
//
//assay:pure
func Number(names map[string]bool) map[string]int {
	numbers := make(map[string]int, len(names))
	next := 0
	for name := range names { // HERE
		numbers[name] = next
		next++
	}
	return numbers
}
