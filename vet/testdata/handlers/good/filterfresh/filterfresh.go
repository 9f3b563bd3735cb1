// Package filterfresh is good: a filter fills a fresh slice, and that slice is reversed.
package filterfresh

import "slices"

// OpenLast are the names that are not closed, the last first.
//
//assay:pure
func OpenLast(names []string, closed map[string]bool) []string {
	kept := make([]string, 0, len(names))
	for _, name := range names {
		if !closed[name] {
			kept = append(kept, name)
		}
	}
	slices.Reverse(kept)
	return kept
}
