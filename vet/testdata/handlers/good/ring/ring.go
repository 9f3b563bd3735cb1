// Package ring is good: the remainder of unsigned numbers is within the list, which is not empty.
package ring

import "github.com/assay-dev/assay/refine"

// Owner is which of the nodes has the key, or None where there are no nodes.
//
//assay:pure
func Owner(nodes []string, key uint64) refine.Option[string] {
	if len(nodes) == 0 {
		return refine.None[string]()
	}
	return refine.Some(nodes[key%uint64(len(nodes))])
}
