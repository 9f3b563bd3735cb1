package refine

import (
	"slices"
	"unicode"
)

// A set of characters is a sorted row of pairs, the first and the last of each run, as package regexp/syntax writes them.

// everyRune is all characters, in the runs that UTF-8 writes with one, two, three and four bytes. The surrogates are no characters.
var everyRune = []rune{0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, unicode.MaxRune}

// contains says whether r is in a set.
func contains(set []rune, r rune) bool {
	lo, hi := 0, len(set)/2
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		switch {
		case r < set[2*mid]:
			hi = mid
		case r > set[2*mid+1]:
			lo = mid + 1
		default:
			return true
		}
	}
	return false
}

// foldPairs is the set of r, and where fold of all that Unicode's simple case folding takes for r.
func foldPairs(r rune, fold bool) []rune {
	orbit := []rune{r}
	if fold {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			orbit = append(orbit, f)
		}
	}
	slices.Sort(orbit)
	var pairs []rune
	for _, r := range orbit {
		pairs = append(pairs, r, r)
	}
	return pairs
}
