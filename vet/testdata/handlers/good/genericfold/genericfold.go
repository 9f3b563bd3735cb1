// Package genericfold is good: a generic fold is given a named function and a closure over a local variable.
package genericfold

func fold[T, A any](in []T, acc A, f func(A, T) A) A {
	for _, v := range in {
		acc = f(acc, v)
	}
	return acc
}

func add(a, b int) int { return a + b }

// Summary is the sum of the values and how many of them are above the limit.
//
//assay:pure
func Summary(values []int, limit int) (int, int) {
	above := 0
	sum := fold(values, 0, func(acc, v int) int {
		if v > limit {
			above++
		}
		return add(acc, v)
	})
	return sum, above
}
