// Package cycles has functions that call each other, with an effect at the far end, and functions that do and have none.
package cycles

import "time"

var calls int

func a(n int) int {
	if n == 0 {
		return 0
	}
	return b(n - 1)
}

func b(n int) int {
	if n == 0 {
		return c(n)
	}
	return c(n - 1)
}

func c(n int) int {
	if n == 0 {
		calls++ // want "FromA calls a, which calls b, which calls c, which writes .*calls, and 2 more lead here"
		return 0
	}
	return a(n - 1)
}

// FromA enters at a.
//
//assay:pure
func FromA(n int) int { return a(n) }

// FromB enters at b.
//
//assay:pure
func FromB(n int) int { return b(n) }

// FromC enters at c.
//
//assay:pure
func FromC(n int) int { return c(n) }

func even(n int) bool {
	if n == 0 {
		return true
	}
	return odd(n - 1)
}

func odd(n int) bool {
	if n == 0 {
		return false
	}
	return even(n - 1)
}

// Even is pure, through a cycle.
//
//assay:pure
func Even(n int) bool { return even(n) }

func later(n int, f func() time.Time) time.Time {
	if n == 0 {
		return f()
	}
	return later(n-1, f)
}

// Late is given a function by itself, which reads the time in the end.
//
//assay:pure
func Late(n int) time.Time { return later(n, time.Now) } // want "reads the time"
