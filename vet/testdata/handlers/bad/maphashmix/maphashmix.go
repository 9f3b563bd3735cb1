// Package maphashmix is bad: the running hash multiplies before it adds, so that the order of the map counts (map order, not commutative).
package maphashmix

// Fingerprint is a number that is equal for equal sets.
//
//assay:pure
func Fingerprint(versions map[int]uint64) uint64 {
	h := uint64(17)
	for _, v := range versions { // HERE
		h = h*31 + v
	}
	return h
}
