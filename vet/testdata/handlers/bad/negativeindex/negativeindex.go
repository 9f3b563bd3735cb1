// Package negativeindex is bad: the guard forgets that the index may be negative (may panic, index).
package negativeindex

// At is the n-th name, or "none".
//
//assay:pure
func At(names []string, n int) string {
	if n < len(names) {
		return names[n] // HERE
	}
	return "none"
}
