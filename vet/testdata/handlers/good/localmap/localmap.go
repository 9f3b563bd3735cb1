// Package localmap is good: a map that is made here is written freely.
package localmap

import "strings"

// Frequent says whether a word is there more than limit times.
//
//assay:pure
func Frequent(text string, limit int) bool {
	counts := map[string]int{}
	for _, word := range strings.Fields(text) {
		counts[strings.ToLower(word)]++
	}
	for _, n := range counts {
		if n > limit {
			return true
		}
	}
	return false
}
