//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package blackbox_test

import (
	"slices"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// msg is sealed: the messages of these cases.
type msg interface{ blackboxMsg() }

type (
	ping  struct{}
	num   struct{ N int }
	list  struct{ L []int }
	table struct{ M map[string]int }
	ref   struct{ P *cell }
)

func (ping) blackboxMsg()  {}
func (num) blackboxMsg()   {}
func (list) blackboxMsg()  {}
func (table) blackboxMsg() {}
func (ref) blackboxMsg()   {}

type (
	none  struct{}
	cell  struct{ N int }
	logS  struct{ L []int }
	gotS  struct{ Got [4]bool }
	fxs   = assay.Effects
	parts = []assay.Participant
)

// actor is an actor given by functions; one that is nil does nothing.
type actor[S any] struct {
	start   func(self assay.ID) (S, assay.Effects)
	receive func(self assay.ID, s S, from assay.ID, m msg) (S, assay.Effects)
}

func (a actor[S]) Start(self assay.ID) (S, assay.Effects) {
	if a.start == nil {
		var zero S
		return zero, nil
	}
	return a.start(self)
}

func (a actor[S]) Receive(self assay.ID, s S, from assay.ID, m msg) (S, assay.Effects) {
	if a.receive == nil {
		return s, nil
	}
	return a.receive(self, s, from, m)
}

// timed is an actor with timers.
type timed[S any] struct {
	actor[S]
	timeout func(s S, timer string) (S, assay.Effects)
}

func (a timed[S]) Timeout(self assay.ID, s S, timer string) (S, assay.Effects) {
	return a.timeout(s, timer)
}

// durable is an actor that recovers from its disk.
type durable[S any] struct {
	actor[S]
	recover func(disk assay.Disk) (S, assay.Effects)
}

func (a durable[S]) Recover(self assay.ID, disk assay.Disk) (S, assay.Effects) {
	return a.recover(disk)
}

// lasting is an actor with timers that recovers from its disk.
type lasting[S any] struct {
	timed[S]
	recover func(disk assay.Disk) (S, assay.Effects)
}

func (a lasting[S]) Recover(self assay.ID, disk assay.Disk) (S, assay.Effects) {
	return a.recover(disk)
}

// sender does these effects when it starts, and nothing else.
func sender(id assay.ID, effects ...assay.Effect) assay.Participant {
	return assay.Spawn(id, actor[none]{start: func(assay.ID) (none, fxs) { return none{}, slices.Clone(effects) }})
}

// logger writes down the numbers that it receives, in order.
func logger(id assay.ID) assay.Participant {
	return assay.Spawn(id, actor[logS]{receive: func(_ assay.ID, s logS, _ assay.ID, m msg) (logS, fxs) {
		s.L = append(slices.Clone(s.L), m.(num).N)
		return s, nil
	}})
}

// collector remembers which numbers it received, not in which order.
func collector(id assay.ID) assay.Participant {
	return assay.Spawn(id, actor[gotS]{receive: collect})
}

func collect(_ assay.ID, s gotS, _ assay.ID, m msg) (gotS, fxs) {
	s.Got[m.(num).N] = true
	return s, nil
}

// counter counts what it receives, modulo.
func counter(id assay.ID, modulo int) assay.Participant {
	return assay.Spawn(id, actor[cell]{receive: func(_ assay.ID, s cell, _ assay.ID, _ msg) (cell, fxs) {
		s.N = (s.N + 1) % modulo
		return s, nil
	}})
}

// idle never does anything.
func idle(id assay.ID) assay.Participant { return assay.Spawn(id, actor[none]{}) }

// ticker counts how often its timer fired, and sets it again until it fired last times.
func ticker(id assay.ID, last int) assay.Participant {
	return assay.Spawn(id, timed[cell]{
		actor: actor[cell]{start: func(assay.ID) (cell, fxs) { return cell{}, fxs{assay.SetTimer("t", time.Second)} }},
		timeout: func(s cell, _ string) (cell, fxs) {
			s.N++
			if s.N == last {
				return s, nil
			}
			return s, fxs{assay.SetTimer("t", time.Second)}
		},
	})
}

// forever is a last that is never reached.
const forever = -1

func system(name string, assume assay.Assumptions, property assay.Property, actors ...assay.Participant) assay.System {
	return assay.System{Name: name, Actors: actors, Assume: assume, Properties: []assay.Property{property}}
}

// calm reads the local states of those that are up, and holds.
func calm() assay.Property {
	return assay.Always("calm", func(v assay.View) error {
		for _, id := range v.Actors() {
			if v.Up(id) {
				v.State(id)
			}
		}
		return nil
	})
}

// wired reads every message in flight, in every state, and holds: it forbids the reduced semantics.
func wired() assay.Property {
	return assay.Always("wired", func(v assay.View) error {
		for _, id := range v.Actors() {
			v.Messages(id, nil)
		}
		return nil
	})
}

func run(t *testing.T, sys assay.System, options ...check.Option) check.Result {
	t.Helper()
	r, err := check.Run(t.Context(), sys, options...)
	if err != nil {
		t.Fatalf("%s: could not run: %v", sys.Name, err)
	}
	return r
}

func record(t *testing.T, r check.Result, property string) evidence.Record {
	t.Helper()
	rec, ok := r.Record(property)
	if !ok {
		t.Fatalf("no record of %q among %+v", property, r.Records)
	}
	return rec
}

func wantVerdict(t *testing.T, r check.Result, property string, want evidence.Verdict) evidence.Record {
	t.Helper()
	rec := record(t, r, property)
	if rec.Verdict != want {
		t.Errorf("%q: verdict %v (%s), want %v", property, rec.Verdict, rec.Why, want)
	}
	return rec
}

// wantViolated wants a counterexample of exactly these kinds of steps, in this order.
func wantViolated(t *testing.T, r check.Result, property string, kinds ...string) {
	t.Helper()
	rec := wantVerdict(t, r, property, evidence.Violated)
	if rec.Trace == nil {
		t.Fatalf("%q: violated without a trace", property)
	}
	var have []string
	for _, step := range rec.Trace.Steps {
		have = append(have, step.Kind)
	}
	if !slices.Equal(have, kinds) {
		t.Errorf("%q: counterexample %v, want %v", property, have, kinds)
	}
}

func wantNoFindings(t *testing.T, r check.Result) {
	t.Helper()
	for _, f := range r.Findings() {
		t.Errorf("finding %q, want none: %s", f.Finding, f.Why)
	}
}

// violated are all records that say so, properties and findings alike.
func violated(r check.Result) []evidence.Record {
	var found []evidence.Record
	for _, rec := range r.Records {
		if rec.Verdict == evidence.Violated {
			found = append(found, rec)
		}
	}
	return found
}

// repeated is kind, n times.
func repeated(kind string, n int) []string { return slices.Repeat([]string{kind}, n) }
