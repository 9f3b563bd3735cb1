// Package waitloop is bad: nobody knows a bound of this loop, and for zero it never ends (an unbounded loop).
package waitloop

// Steps is how many steps n takes to one.
//
//assay:pure
func Steps(n uint64) int {
	steps := 0
	for n != 1 { // HERE
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return steps
}
