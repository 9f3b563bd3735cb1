// Package judged judges constants by predicates of every kind that can be read. The test runs it, and evaluates it, and compares.
package judged

import (
	"runtime"

	"github.com/assay-dev/assay/refine"
)

// Verdict is what running a predicate says, in one line of the source.
type Verdict struct {
	File   string
	Line   int
	Held   bool
	Panics bool
}

var verdicts []Verdict

// Verdicts are all of them.
func Verdicts() []Verdict { return verdicts }

// Judge judges a constant.
func Judge[P refine.Predicate[T], T any](v T) bool {
	verdict := Verdict{}
	_, verdict.File, verdict.Line, _ = runtime.Caller(1)
	func() {
		defer func() { verdict.Panics = recover() != nil }()
		var p P
		verdict.Held = p.Holds(v)
	}()
	verdicts = append(verdicts, verdict)
	return true
}
