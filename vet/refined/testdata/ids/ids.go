// Package ids declares refined types for another package to use.
package ids

import (
	"strings"

	"github.com/assay-dev/assay/refine"
)

type lower3 struct{}

var rule = refine.And(refine.Bytes(length, length), refine.Each("a-z"))

const length = 3

func (lower3) Rule() refine.Rule[string] { return rule }
func (lower3) Holds(s string) bool       { return rule.Holds(s) }

// ID is three lower-case letters.
type ID = refine.Of[string, lower3]

// Slug is words with hyphens between them, judged by hand.
type Slug = refine.Of[string, slug]

type slug struct{}

func (slug) Holds(s string) bool {
	for word := range strings.SplitSeq(s, "-") {
		if !isWord(word) {
			return false
		}
	}
	return true
}

func isWord(s string) bool { return s != "" && strings.ToLower(s) == s }

// AtMost is at most N bytes.
type AtMost[N refine.Size] struct{}

func (AtMost[N]) Holds(s string) bool {
	var n N
	return len(s) <= n.Size()
}

// Short is a rule for other packages.
var Short = refine.Chars(1, 5)

// Long makes a rule.
func Long(n int) refine.Rule[string] { return refine.Chars(n, 100) }

// MustID is a Must for other packages.
func MustID(s string) ID { return refine.Must[ID](s) }

// TryID is a Parse for other packages.
func TryID(s string) refine.Option[ID] { return refine.Parse[ID](s) }
