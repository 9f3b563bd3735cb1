// Package recursion is good: the recursion halves its argument, and says so.
package recursion

// Power is base to the n, in machine arithmetic.
//
//assay:pure
//assay:decreases n
func Power(base uint64, n uint) uint64 {
	if n == 0 {
		return 1
	}
	half := Power(base, n/2)
	if n%2 == 1 {
		return half * half * base
	}
	return half * half
}
