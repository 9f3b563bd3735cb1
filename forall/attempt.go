package forall

import (
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

const technique = "forall"

// attempt does what every law needs within a test: it reads the options, leaves the record, and says what became of a law that did not
// return.
func attempt(t testing.TB, property string, options []Option, try func(*config) (evidence.Record, error)) {
	t.Helper()
	done := false
	defer func() {
		t.Helper()
		switch p := recover(); {
		case p != nil:
			refuse(t, fmt.Errorf("forall: %v\nwhile a value was made\n%s", p, debug.Stack()))
		case !done:
			leave(t, &config{}, evidence.Record{Property: property, Verdict: evidence.Unknown, Why: lawEndedTest})
		}
	}()
	c, err := newConfig(t, options)
	if err != nil {
		done = true
		refuse(t, err)
		return
	}
	failed := t.Failed()
	record, err := try(c)
	done = true
	if err != nil {
		refuse(t, err)
		return
	}
	if !failed && t.Failed() && record.Verdict == evidence.Holds {
		record.Verdict, record.Why = evidence.Unknown, lawFailedTest
	}
	record.Property = property
	leave(t, c, record)
}

const (
	lawEndedTest  = "the law ended the test (t.Fatal, t.FailNow or t.Skip), so nobody knows of which value\nhint: return an error instead"
	lawFailedTest = "the law failed the test itself (t.Error), so nobody knows of which value\nhint: return an error instead"
)

// leave completes a record, hands it over, and fails the test where it must.
func leave(t testing.TB, c *config, r evidence.Record) {
	t.Helper()
	r.System, r.Technique = t.Name(), technique
	r.Property = unique(t, r.Property)
	if c.violated {
		r.Expected = r.Verdict == evidence.Violated
	}
	if r.Verdict == evidence.Unknown {
		r.Accepted = c.accepted
	}
	evidence.Leave(t, evidence.Message{Evidence: &r})
	switch {
	case c.violated && !r.Expected:
		t.Errorf("forall: %s: the verdict is %q, expected \"violated\": a law that cannot fail shows nothing\n%s", r.Property, r.Verdict, line(r))
	case r.Expected, r.Verdict == evidence.Holds, r.Accepted != "":
		t.Logf("forall: %s", line(r))
	default:
		t.Errorf("forall: %s", line(r))
	}
}

// refuse is for input of which nothing can be shown.
func refuse(t testing.TB, err error) {
	t.Helper()
	evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: t.Name(), Test: t.Name(), Text: err.Error()}})
	t.Error(err)
}

// line is what a test prints of a record: the law, how much of its domain was tried, and what became of it.
//
//	ID: all 17,576 of 17,576
//	ID: violated: for "aaa": ...
func line(r evidence.Record) string {
	parts := []string{strings.TrimPrefix(r.Property, every)}
	if r.Verdict != evidence.Holds {
		parts = append(parts, string(r.Verdict))
	}
	if r.Why != "" {
		parts = append(parts, r.Why)
	}
	if r.Why == "" && len(r.Coverage) > 0 {
		parts = append(parts, r.Coverage[0].Value)
	}
	return strings.Join(parts, ": ")
}

// every begins the name of a law that has none of its own.
const every = "every "

// taken are the names that laws of running tests have: a second law of one name is told from the first by a number.
var taken = struct {
	sync.Mutex
	names map[[2]string]int
}{names: map[[2]string]int{}}

func unique(t testing.TB, property string) string {
	key := [2]string{t.Name(), property}
	taken.Lock()
	defer taken.Unlock()
	taken.names[key]++
	n := taken.names[key]
	if n == 1 {
		t.Cleanup(func() {
			taken.Lock()
			defer taken.Unlock()
			delete(taken.names, key)
		})
		return property
	}
	return fmt.Sprintf("%s (%d)", property, n)
}
