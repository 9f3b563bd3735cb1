// Package methodvalue is good: a method value and a method expression of pure methods are called through variables.
package methodvalue

import "slices"

type Range struct{ Low, High int }

func (r Range) has(n int) bool { return r.Low <= n && n < r.High }

func (r Range) empty() bool { return r.High <= r.Low }

// Inside is how many of the numbers are in the range.
//
//assay:pure
func Inside(r Range, numbers []int) int {
	empty := Range.empty
	if empty(r) {
		return 0
	}
	has := r.has
	inside := 0
	for _, n := range numbers {
		if has(n) {
			inside++
		}
	}
	if !slices.ContainsFunc(numbers, has) {
		return 0
	}
	return inside
}
