package forall_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/forall"
)

func holds[T any](T) error { return nil }

func fails[T any](T) error { return errors.New("never right") }

func TestPanicIsCounterexample(t *testing.T) {
	s := on(t)
	forall.Check(s, func(v []int8) error {
		_ = v[2]
		return nil
	})
	s.expect(evidence.Violated, "for v = []int8{}: panic: runtime error: index out of range [2] with length 0 (verdicts_test.go:")
	s.expect(evidence.Violated, " in TestPanicIsCounterexample.func1)\n")
}

func TestSkippedValues(t *testing.T) {
	onlyIf := func(accepts func(int8) bool) func(int8) error {
		return func(n int8) error {
			if !accepts(n) {
				return fmt.Errorf("%w: not this one", forall.Skip)
			}
			return nil
		}
	}
	s := on(t)
	forall.Check(s, onlyIf(func(n int8) bool { return n == 7 }))
	r := s.expect(evidence.Holds, "all 256 of 256, of which the law speaks of 1")
	if r.Figures["discarded"] != 255 || r.Figures["tried"] != 1 {
		t.Errorf("%v", r.Figures)
	}
	s = on(t)
	forall.Check(s, onlyIf(func(int8) bool { return false }))
	s.expect(evidence.Unknown, "the law speaks of none of the 256 values, so nothing was shown")

	s = on(t)
	forall.Check(s, func(n int) error { return onlyIf(func(n int8) bool { return n == 7 })(int8(n)) })
	s.expect(evidence.Unknown, "of the 10,000 values that were drawn, expected 1,000\nhint: a refined type or forall.Via makes values that fit")

	s = on(t)
	forall.Check(s, func(n int) error { return onlyIf(func(n int8) bool { return n%2 == 0 })(int8(n)) })
	s.expect(evidence.Holds, " more discarded")
}

// TestLawThatEndsTheTest: t.Fatal inside a law is found out, and shows nothing.
func TestLawThatEndsTheTest(t *testing.T) {
	s := on(t)
	done := make(chan bool)
	go func() {
		defer close(done)
		forall.Check(s, func(b bool) error {
			runtime.Goexit()
			return nil
		})
	}()
	<-done
	s.expect(evidence.Unknown, "the law ended the test (t.Fatal, t.FailNow or t.Skip), so nobody knows of which value\nhint: return an error instead")

	s = on(t)
	forall.Check(s, func(b bool) error {
		s.Errorf("%v is wrong", b)
		return nil
	})
	s.expect(evidence.Unknown, "the law failed the test itself (t.Error)")
}

func TestLawThatIsNoFunction(t *testing.T) {
	s, asked := on(t), 0
	forall.Check(s, func(n int) error {
		if asked++; asked == 3 {
			return errors.New("not this time")
		}
		return nil
	})
	s.expect(evidence.Violated, "hint: asked again, the law did not fail: it is no function of its arguments (try 3, seed ")
}

func TestExpectViolated(t *testing.T) {
	s := on(t)
	forall.Check(s, fails[bool], forall.ExpectViolated())
	if r := s.record(); !r.Expected || r.Verdict != evidence.Violated || len(s.errors) > 0 {
		t.Errorf("%+v %v", r, s.errors)
	}
	s = on(t)
	forall.Check(s, holds[bool], forall.ExpectViolated())
	if r := s.record(); r.Expected || len(s.errors) != 1 || !strings.Contains(s.errors[0], "a law that cannot fail shows nothing") {
		t.Errorf("%+v %v", r, s.errors)
	}
}

func TestAcceptUnknown(t *testing.T) {
	s := on(t)
	forall.Check(s, func(bool) error { return forall.Skip }, forall.AcceptUnknown("it is about numbers"))
	if r := s.record(); r.Verdict != evidence.Unknown || r.Accepted != "it is about numbers" || len(s.errors) > 0 {
		t.Errorf("%+v %v", r, s.errors)
	}
}

func TestLawsOfOneNameAreTold(t *testing.T) {
	s := on(t)
	for range 2 {
		forall.Check(s, func(bool) error { return nil })
	}
	if len(s.records) != 2 || s.records[0].Property != "every bool" || s.records[1].Property != "every bool (2)" {
		t.Errorf("%+v", s.records)
	}
}

func TestSeeds(t *testing.T) {
	drawn := func(options ...forall.Option) (string, string) {
		s, values := on(t), []int{}
		forall.Check(s, func(n int) error {
			values = append(values, n)
			return nil
		}, append(options, forall.Tries(20))...)
		return fmt.Sprint(values), s.logs[0]
	}
	byName, _ := drawn()
	again, _ := drawn()
	seven, said := drawn(forall.Seed(7))
	if byName != again || byName == seven || !strings.HasSuffix(said, "seed 7") {
		t.Errorf("the seeds make\n%s\n%s\n%s\n%s", byName, again, seven, said)
	}
	t.Setenv("ASSAY_SEED", "7")
	fromOutside, said := drawn(forall.Seed(8))
	if fromOutside != seven || !strings.HasSuffix(said, "seed 7") {
		t.Errorf("ASSAY_SEED=7 makes %s, %s", fromOutside, said)
	}
	t.Setenv("ASSAY_SEED", "seven")
	s := on(t)
	forall.Check(s, holds[int])
	if p := s.problem(); p != `forall: ASSAY_SEED is "seven", expected a number from 0` {
		t.Error(p)
	}
}

// TestBoundaryShrinks: a counterexample that was found at a boundary is shrunk to where the law begins to fail.
func TestBoundaryShrinks(t *testing.T) {
	s := on(t)
	forall.Check2(s, func(a int64, text string) error {
		if a > 1_000_000_007 {
			return errors.New("too large")
		}
		return nil
	})
	s.expect(evidence.Violated, `for a = 1000000008, text = "": too large`)
	s = on(t)
	forall.Check(s, func(s string) error {
		if strings.ContainsRune(s, 'é') {
			return errors.New("an accent")
		}
		return nil
	})
	s.expect(evidence.Violated, `for s = "é": an accent`)
	s = on(t)
	forall.Check(s, func(n uint16) error {
		if n+1 < n {
			return errors.New("it wraps")
		}
		return nil
	}, forall.Limit(0))
	s.expect(evidence.Violated, `for n = 65535: it wraps`)
}

// TestRecords holds the records of all kinds of verdict to golden ones, twice: equal seeds make equal bytes.
func TestRecords(t *testing.T) {
	s := on(t)
	for range 2 {
		s.name = fmt.Sprintf("TestStage%d", len(s.records))
		forall.Check(s, isOn, lights)
		forall.Check(s, fails[ID])
		forall.Check2(s, func(m msg, n int8) error { return nil }, msgs, lights, forall.Seed(7))
		forall.Check(s, func(n []int) error {
			if len(n) > 1 {
				return errors.New("more than one")
			}
			return nil
		}, forall.Seed(7))
		forall.Check(s, func(string) error { return forall.Skip }, forall.Tries(10), forall.Seed(7))
	}
	var first, second strings.Builder
	for i, r := range s.records {
		into := &first
		if i >= len(s.records)/2 {
			into = &second
		}
		r.System = "TestStage"
		for _, piece := range evidence.Attrs(evidence.Message{Evidence: &r}) {
			fmt.Fprintln(into, piece[len("1/1 01234567 "):])
		}
	}
	if first.String() != second.String() {
		t.Errorf("the records differ:\n%s\n%s", &first, &second)
	}
	const golden = "testdata/records.golden"
	if os.Getenv("ASSAY_REWRITE") == "1" {
		if err := os.WriteFile(golden, []byte(first.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != first.String() {
		t.Errorf("the records are not those of %s (%v):\n%s\nhint: run with ASSAY_REWRITE=1 if the change is meant", golden, err, &first)
	}
}

// hurried is a test whose time is up.
type hurried struct{ *stage }

func (hurried) Deadline() (time.Time, bool) { return time.Now(), true }

func TestTimeIsUp(t *testing.T) {
	s := on(t)
	forall.Check(hurried{s}, holds[ID])
	s.expect(evidence.Unknown, "the time of the test was up after 0 of 17,576 values")
	s = on(t)
	forall.Check(hurried{s}, holds[string])
	s.expect(evidence.Unknown, "the time of the test was up after 0 of 1,000 tries")
	s = on(t)
	forall.Concurrent(hurried{s}, queue(true), commands)
	s.expect(evidence.Unknown, "the time of the test was up after 0 of 1,000 histories")
	s = on(t)
	forall.Sequential(hurried{s}, queue(true), commands)
	s.expect(evidence.Unknown, "the time of the test was up after 0 of 9,840 values")
}

// TestOnARealTest leaves a record where go test -json finds it.
func TestOnARealTest(t *testing.T) { forall.Check(t, isOn, lights) }
