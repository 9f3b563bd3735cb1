// Package maphashseed is bad: the bucket is a hash with a seed of this process (random numbers).
package maphashseed

import "hash/maphash"

var seed = maphash.MakeSeed() // HERE

// Bucket is the shard of a key.
//
//assay:pure
func Bucket(key string) int {
	return int(maphash.String(seed, key) % 16) // HERE
}
