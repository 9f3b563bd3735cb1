// Package ids declares what the packages beside it try to get around.
package ids

import "github.com/assay-dev/assay/refine"

// Lower3 holds of three lower-case letters.
type Lower3 struct{}

func (Lower3) Holds(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// ID is an identifier of three lower-case letters.
type ID = refine.Of[string, Lower3]

// Upper3 holds of three upper-case letters.
type Upper3 struct{}

func (Upper3) Holds(s string) bool { return s == "ABC" }

// Upper is another type over the same base.
type Upper = refine.Of[string, Upper3]
