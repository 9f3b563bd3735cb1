// Package waitgroup is bad: a generic parallel map runs its function in goroutines (goroutines and sync).
package waitgroup

import "sync"

func parallel[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	var all sync.WaitGroup // HERE
	for i, v := range in {
		all.Go(func() { out[i] = f(v) }) // HERE
	}
	all.Wait() // HERE
	return out
}

// Doubled are the values times two.
//
//assay:pure
func Doubled(values []int) []int {
	return parallel(values, func(v int) int { return 2 * v })
}
