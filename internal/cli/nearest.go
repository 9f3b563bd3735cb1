package cli

import (
	"strings"

	"github.com/assay-dev/assay/internal/spelling"
)

// nearest is the word that was probably meant, or "" where none is within half of its length.
func nearest(word string, words []string) string {
	word = strings.ToLower(word)
	best, bestDistance := "", max(1, len(word)/2)+1
	for _, candidate := range words {
		if d := spelling.Distance(word, strings.ToLower(candidate)); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}
