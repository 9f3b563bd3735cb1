// Package sets has helpers for sets.
package sets

// Members are the keys of a set.
func Members[K comparable](set map[K]bool) []K {
	members := make([]K, 0, len(set))
	for key, in := range set { // HERE
		if in {
			members = append(members, key)
		}
	}
	return members
}
