package blackbox_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

type ring struct{ Next *ring }

// SEMANTICS, equality: NaN as a key, a time with a monotonic reading, functions, channels and cycles are errors. Issue 2: a clear
// error that names the path to the field.
func TestNotCanonical(t *testing.T) {
	type (
		funcS  struct{ Callback func() }
		chanS  struct{ Pipe chan int }
		deepS  struct{ Outer map[string][]funcS }
		nanS   struct{ Weights map[float64]int }
		timeS  struct{ Moment time.Time }
		cycleS struct{ Chain *ring }
		anyS   struct{ Hidden any }
	)
	round := &ring{}
	round.Next = round
	cases := []struct {
		field string
		sys   assay.System
	}{
		{"Callback", receives(func() funcS { return funcS{func() {}} }, ignoring[funcS], ping{})},
		{"Pipe", receives(func() chanS { return chanS{make(chan int)} }, ignoring[chanS], ping{})},
		{"Callback", receives(func() deepS { return deepS{map[string][]funcS{"k": {{func() {}}}}} }, ignoring[deepS], ping{})},
		{"Weights", receives(func() nanS { return nanS{map[float64]int{math.NaN(): 1}} }, ignoring[nanS], ping{})},
		{"Moment", receives(func() timeS { return timeS{time.Now()} }, ignoring[timeS], ping{})},
		{"Chain", receives(func() cycleS { return cycleS{round} }, ignoring[cycleS], ping{})},
		{"Hidden", receives(func() anyS { return anyS{func() {}} }, ignoring[anyS], ping{})},
		// Not before a message came.
		{"Hidden", receives(func() anyS { return anyS{} }, func(anyS, msg) (anyS, fxs) { return anyS{make(chan int)}, nil }, ping{})},
		{"Chain", receives(func() cycleS { return cycleS{} }, func(cycleS, msg) (cycleS, fxs) { return cycleS{round}, nil }, ping{})},
		// In a message.
		{"Callback", receives(fullBag, ignoring[bag], whistle{func() {}})},
	}
	for _, c := range cases {
		t.Run(c.field, func(t *testing.T) {
			_, err := check.Run(t.Context(), c.sys)
			if err == nil || !strings.Contains(err.Error(), c.field) {
				t.Errorf("error %v, want one that names %s", err, c.field)
			}
		})
	}
}

func ignoring[S any](s S, _ msg) (S, fxs) { return s, nil }

type whistle struct{ Callback func() }

func (whistle) blackboxMsg() {}

// SEMANTICS, properties: StateOf for an actor that is down, unknown or of another type is a finding, never a zero value.
func TestViewFindings(t *testing.T) {
	read := func(f func(v assay.View)) assay.Property {
		return assay.Always("reads", func(v assay.View) error { f(v); return nil })
	}
	mortal := assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None}
	bad := map[string]assay.System{
		"unknown":         onePing(assay.Assumptions{}, read(func(v assay.View) { assay.StateOf[cell](v, "nobody") }), counter("b", 9)),
		"unknown, last":   onePing(assay.Assumptions{}, read(func(v assay.View) { assay.LastStateOf[cell](v, "nobody") }), counter("b", 9)),
		"another type":    onePing(assay.Assumptions{}, read(func(v assay.View) { assay.StateOf[logS](v, "b") }), counter("b", 9)),
		"a pointer to it": onePing(assay.Assumptions{}, read(func(v assay.View) { assay.StateOf[*cell](v, "b") }), counter("b", 9)),
		// The crash is not left out: StateOf on an actor that may crash reads who is up.
		"down": onePing(mortal, read(func(v assay.View) { assay.StateOf[cell](v, "b") }), counter("b", 9)),
		"down, read late": onePing(mortal, read(func(v assay.View) {
			if assay.LastStateOf[cell](v, "b").N == 1 {
				assay.StateOf[cell](v, "b")
			}
		}), counter("b", 9)),
	}
	for name, sys := range bad {
		t.Run(name, func(t *testing.T) {
			r := run(t, sys)
			wantFinding(t, r, "view")
			if rec, ok := r.Record("reads"); ok && rec.Verdict == evidence.Holds {
				t.Error("the property holds all the same")
			}
		})
	}
	good := map[string]assay.System{
		"asks first": onePing(mortal, read(func(v assay.View) {
			if v.Up("b") {
				assay.StateOf[cell](v, "b")
			}
		}), counter("b", 9)),
		"last": onePing(mortal, read(func(v assay.View) { assay.LastStateOf[cell](v, "b") }), counter("b", 9)),
		"each": onePing(mortal, read(func(v assay.View) {
			for range assay.Each[cell](v) {
			}
		}), counter("b", 9)),
	}
	for name, sys := range good {
		t.Run(name, func(t *testing.T) {
			r := run(t, sys)
			wantNoFindings(t, r)
			wantVerdict(t, r, "reads", evidence.Holds)
		})
	}
}

// SEMANTICS, free failures: LastStateOf reads what a crashed actor last had.
func TestLastStateOfWhoIsDown(t *testing.T) {
	mortal := assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None}
	sys := onePing(mortal, assay.Sometimes("died after one", func(v assay.View) bool {
		return assay.LastStateOf[cell](v, "b").N == 1 && !v.Up("b")
	}), counter("b", 9))
	r := run(t, sys)
	wantNoFindings(t, r)
	wantVerdict(t, r, "died after one", evidence.Holds)
}

// SEMANTICS, handlers: nothing that a user can reach is kept: a handler that writes later to what it was given, or gave, corrupts
// nothing. A finding will do as well.
func TestNothingReachableIsKept(t *testing.T) {
	var given, gave []int
	sys := receives(func() bag { return bag{L: []int{1}} }, func(s bag, _ msg) (bag, fxs) {
		if given != nil {
			given[0], gave[0] = 98, 99
		}
		next := bag{N: s.N + 1, L: slices.Clone(s.L)}
		given, gave = s.L, next.L
		return next, nil
	}, num{1}, num{2}, num{3})
	sys.Properties = []assay.Property{assay.Always("still 1", func(v assay.View) error {
		if !slices.Equal(assay.StateOf[bag](v, "b").L, []int{1}) {
			return errWrong
		}
		return nil
	})}
	r := run(t, sys, check.Workers(1))
	if len(r.Findings()) == 0 {
		wantVerdict(t, r, "still 1", evidence.Holds)
	}
}

// The same for properties: each is given a fresh copy, so that one that writes on it finds nothing wrong the next time.
func TestAPropertyWritesOnACopy(t *testing.T) {
	sys := receives(fullBag, func(s bag, _ msg) (bag, fxs) { s.N++; return s, nil }, ping{}, num{1})
	sys.Properties = []assay.Property{assay.Always("still 3", func(v assay.View) error {
		s := assay.StateOf[bag](v, "b")
		if s.L[0] != 3 || s.M["a"] != 1 || s.P.N != 1 {
			return errWrong
		}
		s.L[0], s.M["a"], s.P.N = 9, 9, 9
		return nil
	})}
	if rec := record(t, run(t, sys), "still 3"); rec.Verdict == evidence.Violated {
		t.Errorf("violated: %s", rec.Why)
	}
}
