// Package countdown is good: the loops count up and down to a bound, by constant steps.
package countdown

// Mix is a checksum of the text from both ends.
//
//assay:pure
func Mix(text string) uint32 {
	h := uint32(2166136261)
	for i := len(text) - 1; i >= 0; i-- {
		h = (h ^ uint32(text[i])) * 16777619
	}
	for i := 0; i < len(text); i++ {
		h = (h ^ uint32(text[i])) * 16777619
	}
	for n := 3; n > 0; n-- {
		h ^= h >> 7
	}
	return h
}
