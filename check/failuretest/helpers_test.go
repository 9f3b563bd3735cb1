//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package failuretest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// msg is sealed: the messages of most cases.
type msg interface{ failureMsg() }

// foreign are the messages of another protocol.
type foreign interface{ foreignMsg() }

type (
	num   struct{ N int }
	alien struct{ N int }
	both  struct{ N int } // of both protocols
)

func (num) failureMsg()   {}
func (both) failureMsg()  {}
func (alien) foreignMsg() {}
func (both) foreignMsg()  {}

type (
	fx  = assay.Effects
	id  = assay.ID
	own = map[assay.ID]assay.Own
)

// cell is the local state of most actors: a number, and what happened, one letter each.
type cell struct {
	N   int
	Log string
}

// plain is an actor given by functions; one that is nil does nothing. The types below add one power each.
type plain struct {
	start   func() (cell, fx)
	receive func(s cell, from id, m msg) (cell, fx)
}

func (a plain) Start(id) (cell, fx) {
	if a.start == nil {
		return cell{}, nil
	}
	return a.start()
}

func (a plain) Receive(_ id, s cell, from id, m msg) (cell, fx) {
	if a.receive == nil {
		return s, nil
	}
	return a.receive(s, from, m)
}

type timed struct {
	plain
	timeout func(s cell, timer string) (cell, fx)
}

func (a timed) Timeout(_ id, s cell, timer string) (cell, fx) { return a.timeout(s, timer) }

type durable struct {
	plain
	recover func(d assay.Disk) (cell, fx)
}

func (a durable) Recover(_ id, d assay.Disk) (cell, fx) { return a.recover(d) }

type timedDurable struct {
	durable
	timeout func(s cell, timer string) (cell, fx)
}

func (a timedDurable) Timeout(_ id, s cell, timer string) (cell, fx) { return a.timeout(s, timer) }

type chooser struct {
	plain
	chosen func(s cell, c assay.Choice) (cell, fx)
}

func (a chooser) Chosen(_ id, s cell, c assay.Choice) (cell, fx) { return a.chosen(s, c) }

type chooserDurable struct {
	chooser
	recover func(d assay.Disk) (cell, fx)
}

func (a chooserDurable) Recover(_ id, d assay.Disk) (cell, fx) { return a.recover(d) }

type clocked struct {
	plain
	clock func(s cell, now time.Time) (cell, fx)
}

func (a clocked) Clock(_ id, s cell, now time.Time) (cell, fx) { return a.clock(s, now) }

// stranger handles foreign messages, and counts them.
type stranger struct{}

func (stranger) Start(id) (cell, fx) { return cell{}, nil }
func (stranger) Receive(_ id, s cell, _ id, _ foreign) (cell, fx) {
	return cell{N: s.N + 1}, nil
}

// sender does these effects when it starts, and nothing else.
func sender(name id, effects ...assay.Effect) assay.Participant {
	return assay.Spawn(name, plain{start: func() (cell, fx) { return cell{}, slices.Clone(effects) }})
}

// idle never does anything.
func idle(name id) assay.Participant { return assay.Spawn(name, plain{}) }

// logger writes down the numbers that it receives, in order.
func logger(name id) assay.Participant {
	return assay.Spawn(name, plain{receive: func(s cell, _ id, m msg) (cell, fx) {
		return cell{N: s.N + 1, Log: s.Log + digit(m)}, nil
	}})
}

func digit(m msg) string {
	switch m := m.(type) {
	case num:
		return fmt.Sprint(m.N)
	case both:
		return fmt.Sprint(m.N)
	}
	return "?"
}

func send(to id, n int) assay.Effect { return assay.Send(to, num{n}) }

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// up is the state of a participant, and false for one that is down.
func up(v assay.View, who id) (cell, bool) {
	if !v.Up(who) {
		return cell{}, false
	}
	return assay.StateOf[cell](v, who), true
}

// at says that who is up and has this number.
func at(v assay.View, who id, n int) bool {
	s, ok := up(v, who)
	return ok && s.N == n
}

// steady is the state of a participant that never crashes, so that nothing but its local state is read.
func steady(v assay.View, who id) cell { return assay.StateOf[cell](v, who) }

// logIs says that a participant that never crashes has written exactly this.
func logIs(who id, text string) func(assay.View) bool {
	return func(v assay.View) bool { return steady(v, who).Log == text }
}

// never is Always: bad is nowhere true.
func never(bad func(assay.View) bool) assay.Property {
	return assay.Always("never", func(v assay.View) error {
		if bad(v) {
			return errors.New("it is")
		}
		return nil
	})
}

func some(name string, goal func(assay.View) bool) assay.Property {
	return assay.Sometimes(name, goal)
}

// want is what the pages say of one property: the verdict, and of a violation how many steps the shortest counterexample has.
type want struct {
	property string
	verdict  evidence.Verdict
	steps    int      // any where it is negative
	kinds    []string // any where it is nil
}

const anySteps = -1

func holds(property string) want { return want{property, evidence.Holds, anySteps, nil} }

func broken(property string, steps int) want {
	return want{property, evidence.Violated, steps, nil}
}

// brokenBy is broken, by exactly these kinds of steps.
func brokenBy(property string, kinds ...string) want {
	return want{property, evidence.Violated, len(kinds), kinds}
}

// ok and bad are about the property that never makes.
func ok() want             { return holds("never") }
func bad(steps int) want   { return broken("never", steps) }
func found(p string) want  { return holds(p) }
func absent(p string) want { return broken(p, anySteps) }

// acceptance is one case.
type acceptance struct {
	name    string
	assume  assay.Assumptions
	actors  []assay.Participant
	props   []assay.Property
	within  func(assay.View) bool
	options []check.Option
	wants   []want
}

func (c acceptance) system() assay.System {
	return assay.System{Name: "failure/" + strings.ReplaceAll(c.name, " ", "-"), Actors: c.actors, Assume: c.assume, Properties: c.props, Within: c.within}
}

// judge runs each case, by default and with all that reductions leave out, and compares with what the pages say.
func judge(t *testing.T, cases []acceptance) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			result, err := check.Run(t.Context(), c.system(), append([]check.Option{audit()}, c.options...)...)
			if err != nil {
				t.Fatalf("could not run: %v", err)
			}
			for _, f := range result.Findings() {
				t.Errorf("finding %q, want none: %s", f.Finding, f.Why)
			}
			for _, w := range c.wants {
				w.judge(t, result)
			}
		})
	}
}

func (w want) judge(t *testing.T, result check.Result) {
	t.Helper()
	rec, found := result.Record(w.property)
	if !found {
		t.Errorf("%q: no record", w.property)
		return
	}
	if rec.Verdict != w.verdict {
		t.Errorf("%q: %v (%s), want %v\n%v", w.property, rec.Verdict, rec.Why, w.verdict, rec.Trace)
		return
	}
	if w.verdict != evidence.Violated || w.steps < 0 {
		return
	}
	if rec.Trace == nil {
		t.Errorf("%q: violated without a trace", w.property)
		return
	}
	var kinds []string
	for _, step := range rec.Trace.Steps {
		kinds = append(kinds, step.Kind)
	}
	if len(kinds) != w.steps || w.kinds != nil && !slices.Equal(kinds, w.kinds) {
		t.Errorf("%q: counterexample of %d steps %v, want %d %v\n%v", w.property, len(kinds), kinds, w.steps, w.kinds, rec.Trace)
	}
}

// audit explores once more with everything that reductions leave out; Run answers with an error where the verdicts differ.
func audit() check.Option { return check.Audit() }
