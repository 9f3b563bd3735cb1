// Package lib is used by another.
package lib

// Head panics where xs is empty.
func Head(xs []int) int { return xs[0] }

// At panics where i is out of range.
func At(xs []int, i int) int { return xs[i] }

// Boom panics.
func Boom(n int) int {
	if n > 3 {
		panic("boom")
	}
	return deeper(n)
}

func deeper(n int) int { return n }

// Spin may not return.
func Spin(n int) int {
	for n != 7 {
		n = n*3 + 1
	}
	return n
}

// Safe recovers.
func Safe(xs []int) (n int) {
	defer func() { _ = recover() }()
	return xs[0]
}

// Votes are never nil.
func Votes() map[string]int { return map[string]int{} }

// Box has a list.
type Box struct{ Items []int }

// First panics where the box is empty.
func (b Box) First() int { return b.Items[0] }

// Empty says whether nothing is in the box.
func (b Box) Empty() bool { return len(b.Items) == 0 }

// Map is generic.
func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

// Ignored panics, and somebody answers for that.
//
//assay:ignore total every caller gives a list that is not empty
func Ignored(xs []int) int { return xs[len(xs)-1] }
