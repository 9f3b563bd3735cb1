package blackbox_test

import (
	"reflect"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

func TestCounts(t *testing.T) {
	for _, c := range counts() {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.sys)
			wantNoFindings(t, r)
			if r.States != c.states || r.Steps != c.steps || r.Depth != c.depth {
				t.Errorf("states %d, steps %d, depth %d; want %d, %d, %d", r.States, r.Steps, r.Depth, c.states, c.steps, c.depth)
			}
			f := record(t, r, c.sys.Properties[0].Name).Figures
			if f["states"] != c.states || f["steps"] != c.steps || f["depth"] != uint64(c.depth) {
				t.Errorf("figures %v; want %d, %d, %d", f, c.states, c.steps, c.depth)
			}
		})
	}
}

// SEMANTICS, identity and determinism: counts are the same whatever the number of workers; depth first promises counts of a full search.
func TestCountsEveryWay(t *testing.T) {
	ways := map[string][]check.Option{
		"1 worker": {check.Workers(1)}, "2 workers": {check.Workers(2)}, "4 workers": {check.Workers(4)},
		"depth first": {check.DepthFirst()}, "depth first, 4 workers": {check.DepthFirst(), check.Workers(4)},
		"exact": {check.Exact()}, "exact, depth first": {check.Exact(), check.DepthFirst()},
	}
	for _, c := range counts() {
		for way, options := range ways {
			r := run(t, c.sys, options...)
			if r.States != c.states || r.Steps != c.steps {
				t.Errorf("%s, %s: states %d, steps %d; want %d, %d", c.name, way, r.States, r.Steps, c.states, c.steps)
			}
			if name := c.sys.Properties[0].Name; record(t, r, name).Verdict != record(t, run(t, c.sys), name).Verdict {
				t.Errorf("%s, %s: another verdict than by default", c.name, way)
			}
		}
	}
}

// SEMANTICS: under Consumed, safety that does not read the network may leave an ignored delivery out; no verdict depends on it.
func TestIgnoredIsEitherWay(t *testing.T) {
	r := run(t, onePing(assay.Assumptions{}, calm(), idle("b")))
	wantVerdict(t, r, "calm", evidence.Holds)
	if r.States != 1 && r.States != 2 {
		t.Errorf("%d states, want 1 (reduced) or 2", r.States)
	}
}

// SEMANTICS: Unlimited duplicates make the inbox a set: delivering removes nothing, and sending again adds nothing. b counts modulo 3.
func TestInboxIsASet(t *testing.T) {
	forAll := assay.Assumptions{Duplicates: assay.Unlimited}
	once := onePing(forAll, wired(), counter("b", 3))
	twice := system("twice", forAll, wired(), sender("a", assay.Send("b", ping{}), assay.Send("b", ping{})), counter("b", 3))
	for _, sys := range []assay.System{once, twice} {
		if r := run(t, sys); r.States != 3 || r.Depth != 3 {
			t.Errorf("%s: %d states, depth %d; want 3, 3", sys.Name, r.States, r.Depth)
		}
	}
}

// logged says that b's log never begins with 2.
func logged() assay.Property {
	return assay.Always("in order", func(v assay.View) error {
		if l := assay.StateOf[logS](v, "b").L; len(l) > 0 && l[0] == 2 {
			return errWrong
		}
		return nil
	})
}

// The order of a link decides: unordered, 2 arrives first in one step; FIFO, by the System or by the link, never.
func TestOrder(t *testing.T) {
	wantViolated(t, run(t, twoNumbers(assay.Assumptions{}, logged(), logger("b"))), "in order", "deliver")
	wantVerdict(t, run(t, twoNumbers(fifo, logged(), logger("b"))), "in order", evidence.Holds)
	wantVerdict(t, run(t, twoNumbers(abFIFO, logged(), logger("b"))), "in order", evidence.Holds)
	// FIFO and one loss: 1 is lost first.
	lossy := assay.Assumptions{Order: assay.FIFO, Losses: assay.AtMost(1)}
	wantViolated(t, run(t, twoNumbers(lossy, logged(), logger("b"))), "in order", "lose", "deliver")
}

// SEMANTICS, Broadcast: to the listed actors in order, an actor listed twice included (effect.go: "to each of To, in order").
func TestBroadcastOrder(t *testing.T) {
	sys := system("order", fifo, logged(), sender("a", assay.Broadcast([]assay.ID{"b", "b"}, num{1}), assay.Send("b", num{2})), logger("b"))
	r := run(t, sys)
	wantVerdict(t, r, "in order", evidence.Holds)
	if r.States != 4 || r.Steps != 4 {
		t.Errorf("%d states, %d steps; want 4, 4", r.States, r.Steps)
	}
}

// atMost says that b counted at most n.
func atMost(n int) assay.Property {
	return assay.Always("at most", func(v assay.View) error {
		if assay.StateOf[cell](v, "b").N > n {
			return errWrong
		}
		return nil
	})
}

// One message counts twice only with a duplicate: redeliver, then deliver. With unlimited ones thrice, in three steps.
func TestDuplicates(t *testing.T) {
	dup := func(b assay.Budget) assay.Assumptions { return assay.Assumptions{Duplicates: b} }
	wantVerdict(t, run(t, onePing(dup(assay.None), atMost(1), counter("b", 9))), "at most", evidence.Holds)
	wantViolated(t, run(t, onePing(dup(assay.AtMost(1)), atMost(1), counter("b", 9))), "at most", "redeliver", "deliver")
	wantVerdict(t, run(t, onePing(dup(assay.AtMost(1)), atMost(2), counter("b", 9))), "at most", evidence.Holds)
	r := run(t, onePing(dup(assay.Unlimited), atMost(2), counter("b", 9)))
	if rec := wantVerdict(t, r, "at most", evidence.Violated); rec.Trace == nil || len(rec.Trace.Steps) != 3 {
		t.Errorf("trace %+v, want 3 steps", rec.Trace)
	}
}

// Who sends what to whom stands in each step of a trace.
func TestTraceNamesWhoAndWhom(t *testing.T) {
	r := run(t, onePing(assay.Assumptions{}, atMost(0), counter("b", 9)))
	wantViolated(t, r, "at most", "deliver")
	if rec := record(t, r, "at most"); rec.Trace != nil && len(rec.Trace.Steps) == 1 {
		if s := rec.Trace.Steps[0]; s.From != "a" || s.To != "b" {
			t.Errorf("step from %q to %q, want from a to b", s.From, s.To)
		}
	}
}

// A violation in the initial state takes no step.
func TestViolatedAtOnce(t *testing.T) {
	wantViolated(t, run(t, onePing(assay.Assumptions{}, atMost(-1), counter("b", 9))), "at most")
}

// The ledger that reads its disk back accounts for every message; the one that Starts again forgets: deliver, crash, recover.
func TestDiskKept(t *testing.T) {
	wantVerdict(t, run(t, ledger(true)), "accounted", evidence.Holds)
	wantViolated(t, run(t, ledger(false)), "accounted", "deliver", "crash", "recover")
}

// SEMANTICS, crash: messages to an actor that is down wait on unordered links; on FIFO what was in its connections is lost.
func TestMessagesToWhoIsDown(t *testing.T) {
	wantVerdict(t, run(t, late(assay.Unordered)), "received in its second life", evidence.Holds)
	wantVerdict(t, run(t, late(assay.FIFO)), "received in its second life", evidence.Violated)
}

// DESIGN 3: a crash forgets timers. Recover sets none, so that the second life (5) never times out (6).
func TestTimersForgottenAtACrash(t *testing.T) {
	at := func(n int) assay.Property {
		return assay.Sometimes(string(rune('0'+n)), func(v assay.View) bool { return v.Up("b") && assay.StateOf[cell](v, "b").N == n })
	}
	b := assay.Spawn("b", lasting[cell]{
		timed: timed[cell]{
			actor: actor[cell]{start: func(assay.ID) (cell, fxs) { return cell{}, fxs{setT} }},
			timeout: func(s cell, _ string) (cell, fxs) {
				s.N++
				return s, nil
			}},
		recover: func(assay.Disk) (cell, fxs) { return cell{5}, nil },
	})
	sys := system("forgets", assay.Assumptions{Crashes: assay.AtMost(1)}, at(1), b)
	sys.Properties = append(sys.Properties, at(5), at(6))
	r := run(t, sys)
	wantVerdict(t, r, "1", evidence.Holds)
	wantVerdict(t, r, "5", evidence.Holds)
	wantVerdict(t, r, "6", evidence.Violated)
}

// SEMANTICS, Within: not counted, judged or followed beyond; steps out of it are the figure cut; a Sometimes not reached is Unknown.
func TestWithin(t *testing.T) {
	below := func(n int) assay.Property {
		return assay.Always("below", func(v assay.View) error {
			if node(v) >= n {
				return errWrong
			}
			return nil
		})
	}
	sys := stairs()
	sys.Properties = []assay.Property{below(4),
		assay.Sometimes("at 3", func(v assay.View) bool { return node(v) == 3 }),
		assay.Sometimes("at 5", func(v assay.View) bool { return node(v) == 5 })}
	r := run(t, sys)
	wantVerdict(t, r, "below", evidence.Holds)
	wantVerdict(t, r, "at 3", evidence.Holds)
	wantVerdict(t, r, "at 5", evidence.Unknown)
	sys = stairs()
	sys.Properties = []assay.Property{below(3)}
	if rec := wantVerdict(t, run(t, sys), "below", evidence.Violated); rec.Trace == nil || len(rec.Trace.Steps) != 2 {
		t.Errorf("trace %+v, want 2 steps: by one and two, or two and one", rec.Trace)
	}
	// 2->4, 3->4, 3->5.
	if cut := record(t, run(t, stairs()), "calm").Figures["cut"]; cut != 3 {
		t.Errorf("cut %d, want 3", cut)
	}
}

// SEMANTICS: one that is quiescent is a finding only under check.Deadlock().
func TestDeadlock(t *testing.T) {
	unlimited := assay.Assumptions{Duplicates: assay.Unlimited}
	saturated := assay.Spawn("b", actor[lateS]{receive: func(_ assay.ID, s lateS, _ assay.ID, _ msg) (lateS, fxs) {
		s.Got = true
		return s, nil
	}})
	lossy := pingPong(assay.Assumptions{Losses: assay.Unlimited})
	stuck := map[string]struct {
		sys   assay.System
		steps int
	}{
		"after 3":      {rally(), 3},
		"at once":      {system("idle", assay.Assumptions{}, calm(), idle("a")), 0},
		"the token":    {lossy, 1},                                           // judged in the full pass: the ping is lost
		"waits":        {onePing(waits, calm(), idle("b")), 0},               // under Waits with its rule: no step is enabled
		"consumed":     {onePing(assay.Assumptions{}, calm(), idle("b")), 1}, // in the full pass the ping is consumed first
		"duplicates":   {onePing(unlimited, calm(), saturated), 1},           // then a delivery leads to the same state of the whole
		"machine":      {graphSystem("still", graph{[]int{7}, nil}), 0},      // for a Machine it is a state without moves
		"machine late": {graphSystem("end", graph{[]int{0}, map[int][]int{0: {1}}}), 1},
	}
	for name, c := range stuck {
		t.Run(name, func(t *testing.T) {
			if found := violated(run(t, c.sys)); len(found) != 0 {
				t.Errorf("without check.Deadlock(): %+v", found)
			}
			found := violated(run(t, c.sys, check.Deadlock()))
			if len(found) == 0 || found[0].Trace == nil || len(found[0].Trace.Steps) != c.steps {
				t.Errorf("found %+v, want a deadlock after %d steps", found, c.steps)
			}
		})
	}
}

// What goes on for ever is no deadlock; nor is a bound, a spent budget or Within.
func TestNoDeadlock(t *testing.T) {
	turning := clockwork(assay.Assumptions{Firings: assay.AtMost(2)}, calm(), 1, fxs{setT}, fxs{setT})
	fenced := clockwork(assay.Assumptions{}, calm(), 1, fxs{setT}, fxs{setT})
	fenced.Within = func(v assay.View) bool { return assay.StateOf[cell](v, "t").N <= 3 }
	endless := clockwork(assay.Assumptions{}, calm(), 1, fxs{setT}, fxs{setT})
	cases := map[string]struct {
		sys     assay.System
		options []check.Option
	}{
		"ping-pong":    {pingPong(assay.Assumptions{}), nil},
		"round":        {graphSystem("round", graph{[]int{7}, map[int][]int{7: {8}, 8: {7}}}), nil},
		"duplicates":   {onePing(assay.Assumptions{Duplicates: assay.Unlimited}, calm(), counter("b", 2)), nil},
		"spent budget": {turning, nil},
		"within":       {fenced, nil},
		"depth bound":  {endless, []check.Option{check.Depth(4)}},
		"states bound": {endless, []check.Option{check.States(4)}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if found := violated(run(t, c.sys, append(c.options, check.Deadlock())...)); len(found) != 0 {
				t.Errorf("found %+v, want no deadlock", found)
			}
		})
	}
}

// SEMANTICS: a Sometimes that was not reached is Violated after a complete search, Unknown after a bound. One that was reached holds.
func TestSometimes(t *testing.T) {
	reach := func(n int) assay.System {
		sys := rally()
		sys.Properties = []assay.Property{assay.Sometimes("reached", func(v assay.View) bool { return assay.StateOf[cell](v, "a").N == n })}
		return sys
	}
	wantVerdict(t, run(t, reach(2)), "reached", evidence.Holds)
	wantVerdict(t, run(t, reach(3)), "reached", evidence.Violated) // 3 goes to b
	wantVerdict(t, run(t, reach(3), check.Depth(2)), "reached", evidence.Unknown)
	wantVerdict(t, run(t, reach(0), check.Depth(2)), "reached", evidence.Holds)
	// MODELS: exploration goes on past a satisfied Sometimes.
	if r := run(t, reach(0)); r.States != 4 {
		t.Errorf("%d states, want 4", r.States)
	}
}

// AlwaysIf judges its conclusion only where its premise is true.
func TestAlwaysIf(t *testing.T) {
	sys := func(limit int) assay.System {
		s := rally()
		s.Properties = []assay.Property{assay.AlwaysIf("then",
			func(v assay.View) bool { return assay.StateOf[cell](v, "b").N == 3 },
			func(v assay.View) error {
				if assay.StateOf[cell](v, "a").N != limit {
					return errWrong
				}
				return nil
			})}
		return s
	}
	wantVerdict(t, run(t, sys(2)), "then", evidence.Holds) // a has 2 when b has 3, and only then is it asked
	wantViolated(t, run(t, sys(1)), "then", repeated("deliver", 3)...)
}

// SEMANTICS: equal to the byte are verdicts and traces, whatever the number of workers; shortest, breadth first.
func TestOneCounterexample(t *testing.T) {
	for _, sys := range []assay.System{ledger(false), staleSystem(), stopTwice()} {
		var first *trace.Trace
		name := sys.Properties[0].Name
		for _, workers := range []int{1, 2, 4} {
			rec := wantVerdict(t, run(t, sys, check.Workers(workers)), name, evidence.Violated)
			if rec.Trace == nil {
				t.Fatalf("%s: violated without a trace", sys.Name)
			}
			if first == nil {
				first = rec.Trace
			}
			if !reflect.DeepEqual(first.Steps, rec.Trace.Steps) {
				t.Errorf("%s, %d workers: %+v, with 1: %+v", sys.Name, workers, rec.Trace.Steps, first.Steps)
			}
		}
		wantVerdict(t, run(t, sys, check.DepthFirst()), name, evidence.Violated)
	}
}

// stopTwice has many shortest counterexamples: any two of three numbers.
func stopTwice() assay.System {
	return system("any two", assay.Assumptions{}, assay.Always("at most one", func(v assay.View) error {
		if len(assay.StateOf[logS](v, "b").L) > 1 {
			return errWrong
		}
		return nil
	}), sender("a", assay.Send("b", num{1}), assay.Send("b", num{2}), assay.Send("b", num{3})), logger("b"))
}
