// Package divconst is good: the divisors are constants.
package divconst

const perPage = 20

// Pages is how many pages n items take.
//
//assay:pure
func Pages(n uint) uint { return n/perPage + min(n%perPage, 1) }

// Clock is seconds as hours, minutes and seconds.
//
//assay:pure
func Clock(seconds int) (int, int, int) {
	return seconds / 3600, seconds % 3600 / 60, seconds % 60
}
