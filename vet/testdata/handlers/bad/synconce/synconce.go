// Package synconce is bad: the table is made on first use by sync.OnceValue (sync).
package synconce

import (
	"slices"
	"sync"
)

var primes = sync.OnceValue(func() []int { return []int{2, 3, 5, 7} })

// IsSmallPrime says whether n is one of the first primes.
//
//assay:pure
func IsSmallPrime(n int) bool {
	return slices.Contains(primes(), n) // HERE
}
