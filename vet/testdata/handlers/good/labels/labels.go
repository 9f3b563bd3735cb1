// Package labels is good: two nested ranges are left by a label.
package labels

// Common says whether the lists share an element that is not excluded.
//
//assay:pure
func Common(a, b []string, excluded map[string]bool) bool {
	found := false
outer:
	for _, x := range a {
		if excluded[x] {
			continue outer
		}
		for _, y := range b {
			if x == y {
				found = true
				break outer
			}
		}
	}
	return found
}
