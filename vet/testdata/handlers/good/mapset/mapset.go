// Package mapset is good: two sets are united in a fresh one.
package mapset

// Union is every name that is in a or in b.
//
//assay:pure
func Union(a, b map[string]bool) map[string]bool {
	all := make(map[string]bool, len(a)+len(b))
	for name, in := range a {
		if in {
			all[name] = true
		}
	}
	for name, in := range b {
		if in {
			all[name] = true
		}
	}
	return all
}
