// Package absindex is bad: the absolute value of the smallest integer is negative, and so is its remainder (may panic, index).
package absindex

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// Shard is the shard of a hash.
//
//assay:pure
func Shard(shards []string, hash int) string {
	if len(shards) == 0 {
		return "none"
	}
	return shards[abs(hash)%len(shards)] // HERE
}
