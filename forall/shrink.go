package forall

import (
	"flag"
	"strconv"
	"sync"

	"pgregory.net/rapid"
)

// shrinkAsksMax is how often a law is asked for a simpler counterexample.
const shrinkAsksMax = 20_000

// rapidFlags guards the flags of rapid, which has no other way to be told a seed. They are touched where a law has failed, and only then.
var rapidFlags sync.Mutex

// shrink looks for a simpler counterexample than the one that seed makes: rapid draws it again, and shrinks its choices.
func (s *search) shrink(seed uint64) {
	generator := rapid.Custom(s.draw)
	first := s.failure
	var simplest *failure
	asked := 0
	rapidCheck(seed, func(t *rapid.T) {
		if !generator.Draw(t, "") || asked >= shrinkAsksMax || s.late() {
			return
		}
		asked++
		found, _ := s.answer()
		if found == nil {
			return
		}
		simplest = found
		// rapid takes failures for the same where they come from the same line: an error never becomes a panic, nor a panic an error.
		if found.panicky {
			t.FailNow()
		}
		t.FailNow()
	})
	s.failure = first
	if simplest == nil {
		first.flaky = true
		return
	}
	simplest.at = first.at
	s.failure = simplest
}

// rapidCheck is rapid.Check that begins with a seed, and leaves no files.
func rapidCheck(seed uint64, property func(*rapid.T)) {
	rapidFlags.Lock()
	defer rapidFlags.Unlock()
	defer setFlag("rapid.seed", strconv.FormatUint(seed, 10))()
	defer setFlag("rapid.nofailfile", "true")()
	defer func() {
		if p := recover(); p != nil && p != any(quietEnd{}) {
			panic(p)
		}
	}()
	rapid.Check(&quiet{}, property)
}

// setFlag sets a flag of the test binary, and answers what sets it back.
func setFlag(name, value string) func() {
	f := flag.Lookup(name)
	if f == nil {
		panic("forall: rapid has no flag " + name)
	}
	before := f.Value.String()
	f.Value.Set(value)
	return func() { f.Value.Set(before) }
}

// quiet is a test that nobody sees: rapid reports to it.
type quiet struct{ failed bool }

type quietEnd struct{}

func (q *quiet) Helper()               {}
func (q *quiet) Name() string          { return "forall" }
func (q *quiet) Logf(string, ...any)   {}
func (q *quiet) Log(...any)            {}
func (q *quiet) Skipf(string, ...any)  { panic(quietEnd{}) }
func (q *quiet) Skip(...any)           { panic(quietEnd{}) }
func (q *quiet) SkipNow()              { panic(quietEnd{}) }
func (q *quiet) Errorf(string, ...any) { q.failed = true }
func (q *quiet) Error(...any)          { q.failed = true }
func (q *quiet) Fatalf(string, ...any) { q.failed = true; panic(quietEnd{}) }
func (q *quiet) Fatal(...any)          { q.failed = true; panic(quietEnd{}) }
func (q *quiet) FailNow()              { q.failed = true; panic(quietEnd{}) }
func (q *quiet) Fail()                 { q.failed = true }
func (q *quiet) Failed() bool          { return q.failed }
