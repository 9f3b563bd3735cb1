// Package order makes values before and after the rules that judge them.
package order

import (
	"strings"

	"github.com/assay-dev/assay/refine"
)

var (
	known = refine.Must[ID]("abc")                           // want `^known is initialised before lower3, which its predicate needs: declare it above, or in an earlier file$`
	all   = map[string]ID{"a": known, "b": third()}          // want `^all is initialised before lower3`
	asked = refine.Parse[ID]("abc")                          // want `^asked is initialised before lower3`
	_     = func() ID { return refine.Must[ID]("abc") }()    // want `^a value is initialised before lower3`
	both  = refine.Must[refine.Of[string, not[word]]]("a b") // want `^both is initialised before words`
	later = func() ID { return refine.Must[ID]("abc") }
	copy  = early
	short = refine.Must[Short]("ab")
	again = seen + 1
	seen  = len(lower3.String() + refine.Must[ID]("abc").Raw())
)

func third() ID { return second() }

func second() ID { return refine.Must[ID]("abc") }

var early = refine.Must[Early]("x")

// not is a predicate of predicates.
type not[P refine.Predicate[string]] struct{}

func (not[P]) Holds(s string) bool {
	var p P
	return !p.Holds(s)
}

type word struct{}

func (word) Holds(s string) bool { return isWord(s) }

func isWord(s string) bool { return words[s] }

// short reads a constant, which is there before anything runs.
type shortest struct{}

var least = 2

func (shortest) Holds(s string) bool { return len(s) >= least }

// Short is two bytes.
type Short = refine.Of[string, shortest]

type first struct{}

func (first) Holds(s string) bool { return strings.HasPrefix(s, "x") && !never(s) }

// Early needs nothing that runs.
type Early = refine.Of[string, first]

func never(string) bool { return false }

func inTime() ID { return refine.Must[ID]("abc") }

var _ = []any{all, asked, both, later, copy, short, again, inTime, late}
