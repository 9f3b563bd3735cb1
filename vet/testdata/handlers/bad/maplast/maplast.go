// Package maplast is bad: the last key that the range meets stays in the field (map order, the last one wins).
package maplast

// Owner is who holds the shard.
//
//assay:pure
func Owner(holders map[string]int, shard int) string {
	owner := "nobody"
	for name, held := range holders { // HERE
		if held == shard {
			owner = name
		}
	}
	return owner
}
