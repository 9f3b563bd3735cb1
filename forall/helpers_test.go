package forall_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// stage is a test on which laws are tried that are to fail. It keeps what they leave.
type stage struct {
	testing.TB // of the real test
	name       string
	joiner     evidence.Joiner
	records    []evidence.Record
	problems   []string
	errors     []string
	logs       []string
}

func on(t testing.TB) *stage { return &stage{TB: t, name: "TestStage"} }

func (s *stage) Helper()                   {}
func (s *stage) Name() string              { return s.name }
func (s *stage) Failed() bool              { return len(s.errors) > 0 }
func (s *stage) Error(args ...any)         { s.errors = append(s.errors, fmt.Sprint(args...)) }
func (s *stage) Errorf(f string, a ...any) { s.errors = append(s.errors, fmt.Sprintf(f, a...)) }
func (s *stage) Logf(f string, a ...any)   { s.logs = append(s.logs, fmt.Sprintf(f, a...)) }

func (s *stage) Attr(key, value string) {
	m, err := s.joiner.Add(value)
	switch {
	case key != "assay" || err != nil:
		s.TB.Errorf("attribute %q %q: %v", key, value, err)
	case m == nil:
	case m.Evidence != nil:
		s.records = append(s.records, *m.Evidence)
	default:
		s.problems = append(s.problems, m.Error.Text)
	}
}

// record is the only record that was left.
func (s *stage) record() evidence.Record {
	s.TB.Helper()
	if len(s.records) != 1 || len(s.problems) > 0 {
		s.TB.Fatalf("%d records were left, expected 1; problems %q", len(s.records), s.problems)
	}
	return s.records[0]
}

// expect holds the only record to a verdict, and its line to a text.
func (s *stage) expect(v evidence.Verdict, text string) evidence.Record {
	s.TB.Helper()
	r := s.record()
	said := strings.Join(append(s.errors, s.logs...), "\n")
	if r.Verdict != v || !strings.Contains(said, text) {
		s.TB.Errorf("the verdict is %q, expected %q; it says\n%s\nexpected in it\n%s", r.Verdict, v, said, text)
	}
	if failed := len(s.errors) > 0; failed != (v != evidence.Holds) {
		s.TB.Errorf("the test failed: %v, on the verdict %q", failed, v)
	}
	return r
}

// problem is the only problem that was left.
func (s *stage) problem() string {
	s.TB.Helper()
	if len(s.problems) != 1 || len(s.records) > 0 || len(s.errors) != 1 {
		s.TB.Fatalf("problems %q, records %v, errors %q; expected one problem, and the test failed", s.problems, s.records, s.errors)
	}
	return s.problems[0]
}
