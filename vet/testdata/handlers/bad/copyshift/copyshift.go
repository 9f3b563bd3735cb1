// Package copyshift is bad: copy shifts the window of the argument by one (changes a parameter).
package copyshift

import "slices"

// Slide drops the oldest sample and puts the newest at the end.
//
//assay:pure
func Slide(window []int, sample int) []int {
	if len(window) == 0 {
		return []int{sample}
	}
	kept := copy(window, window[1:]) // HERE
	return append(slices.Clone(window[:kept]), sample)
}
