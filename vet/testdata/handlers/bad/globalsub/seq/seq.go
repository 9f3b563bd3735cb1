// Package seq hands out numbers.
package seq

var last int

// Next is one more than the number before it.
func Next() int {
	last++ // HERE
	return last
}
