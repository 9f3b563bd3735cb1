package conform

import (
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// Test judges a history, leaves a record, and fails t unless the history is linearizable.
func Test[S any](t testing.TB, h History, spec assay.Spec[S], options ...Option) {
	t.Helper()
	r, ok := judged(t, h, spec, options)
	if !ok {
		return
	}
	leave(t, r)
	if r.Verdict != evidence.Holds && r.Accepted == "" {
		t.Error(text(r))
	}
}

// Violates is for implementations that are known to be wrong. It passes exactly when the history is not linearizable; its record says that
// this was expected.
func Violates[S any](t testing.TB, h History, spec assay.Spec[S], options ...Option) {
	t.Helper()
	r, ok := judged(t, h, spec, options)
	if !ok {
		return
	}
	r.Expected = r.Verdict == evidence.Violated
	leave(t, r)
	if !r.Expected {
		t.Errorf("conform: %s: the verdict is %q, expected \"violated\": a history that cannot fail shows nothing\n%s", r.System, r.Verdict, r.Why)
	}
}

// judged is not ok where there is nothing to judge. The test's own deadline bounds the search too.
func judged[S any](t testing.TB, h History, spec assay.Spec[S], options []Option) (evidence.Record, bool) {
	t.Helper()
	if h.Name == "" {
		h.Name = t.Name()
	}
	if timed, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if until, ok := timed.Deadline(); ok {
			options = append(options[:len(options):len(options)], within(time.Until(until)*9/10))
		}
	}
	r, err := Check(h, spec, options...)
	if err != nil {
		evidence.Leave(t, evidence.Message{Error: &evidence.Problem{System: h.Name, Test: t.Name(), Text: err.Error()}})
		t.Error(err)
	}
	return r, err == nil
}

// within lowers the time bound.
func within(d time.Duration) Option { return func(c *config) { c.time = min(c.time, max(d, 1)) } }

func leave(t testing.TB, r evidence.Record) { evidence.Leave(t, evidence.Message{Evidence: &r}) }

// text is what a test prints of a record that does not hold.
func text(r evidence.Record) string {
	s := "conform: " + r.System + ": " + string(r.Verdict) + ": " + r.Why
	for _, line := range r.Picture {
		s += "\n  " + line
	}
	return s
}
