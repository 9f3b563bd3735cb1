package blackbox_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// neverHolds runs sys and wants an error, or records of which none of a property of sys holds and at least one says otherwise.
func neverHolds(t *testing.T, sys assay.System, options ...check.Option) check.Result {
	t.Helper()
	r, err := check.Run(t.Context(), sys, options...)
	if err != nil {
		return check.Result{}
	}
	otherwise := false
	for _, rec := range r.Records {
		if rec.Verdict == evidence.Holds {
			t.Errorf("%q holds", rec.Property)
		}
		otherwise = otherwise || rec.Verdict == evidence.Violated || rec.Verdict == evidence.Unknown
	}
	if !otherwise {
		t.Errorf("records %+v: nothing is said to be wrong", r.Records)
	}
	return r
}

// wantError wants sys to be refused, in words that contain each of these.
func wantError(t *testing.T, sys assay.System, words ...string) {
	t.Helper()
	r, err := check.Run(t.Context(), sys)
	if err == nil {
		t.Fatalf("no error, records %+v", r.Records)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not contain %q", err, word)
		}
	}
}

// grid grows without bound in two directions.
func grid() assay.System {
	return system("grid", assay.Assumptions{}, growing(), ticker("t", forever), ticker("u", forever))
}

func growing() assay.Property {
	return assay.Always("not negative", func(v assay.View) error {
		if assay.StateOf[cell](v, "t").N < 0 {
			return errWrong
		}
		return nil
	})
}

// hoard is a Machine whose state grows by 64 KB with every step, 150 times: 720 MB in all.
type hoard struct{}

func (hoard) Init() []string { return []string{""} }
func (hoard) Next(s string) []assay.Move[string] {
	const kb64 = 1 << 16
	if len(s) >= 150*kb64 {
		return nil
	}
	return []assay.Move[string]{{Name: "more", To: s + strings.Repeat("x", kb64)}}
}

// Issue 2: bounds on depth, states, time and memory with verdict Unknown; each ends promptly.
func TestBoundsAreUnknown(t *testing.T) {
	heavy := assay.Model("hoard", hoard{}, assay.Always("has no y", func(v assay.View) error {
		if strings.HasPrefix(assay.StateOf[string](v, ""), "y") {
			return errWrong
		}
		return nil
	}))
	cases := map[string]struct {
		sys    assay.System
		option check.Option
	}{
		"depth":             {grid(), check.Depth(5)},
		"states":            {grid(), check.States(1000)},
		"time":              {grid(), check.Time(200 * time.Millisecond)},
		"memory":            {grid(), check.Memory(64 << 20)},
		"memory of a state": {heavy, check.Memory(64 << 20)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			r := run(t, c.sys, c.option)
			wantVerdict(t, r, c.sys.Properties[0].Name, evidence.Unknown)
			if took := time.Since(begin); took > 15*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// A bound that is hit depth first is a bound too.
func TestBoundsDepthFirst(t *testing.T) {
	for _, bound := range []check.Option{check.Depth(5), check.States(1000), check.Time(200 * time.Millisecond)} {
		wantVerdict(t, run(t, grid(), bound, check.DepthFirst()), "not negative", evidence.Unknown)
	}
}

// A bound that is not hit leaves the verdict alone: ten deep, and far more is allowed.
func TestBoundsThatAreNotHit(t *testing.T) {
	sys := clockwork(assay.Assumptions{Firings: assay.AtMost(9)}, growing(), 1, fxs{setT}, fxs{setT})
	r := run(t, sys, check.Depth(100), check.States(1000), check.Time(time.Minute), check.Memory(1<<30))
	wantVerdict(t, r, "not negative", evidence.Holds)
}

// A counterexample within a bound is one: Violated, in 3 steps.
func TestViolatedWithinABound(t *testing.T) {
	sys := grid()
	sys.Properties = []assay.Property{assay.Always("below 3", func(v assay.View) error {
		if assay.StateOf[cell](v, "u").N >= 3 {
			return errWrong
		}
		return nil
	})}
	wantViolated(t, run(t, sys, check.Depth(8)), "below 3", repeated("timeout", 3)...)
}

// SEMANTICS: an Unknown is accepted only by check.AcceptUnknown(reason), which stands in the record; it stays Unknown.
func TestAcceptedUnknownIsUnknown(t *testing.T) {
	r := run(t, grid(), check.Depth(5), check.AcceptUnknown("no end in sight"))
	if rec := wantVerdict(t, r, "not negative", evidence.Unknown); rec.Accepted != "no end in sight" {
		t.Errorf("accepted %q", rec.Accepted)
	}
}

// Issue 2: an interrupted run is no success.
func TestInterrupted(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	soon, cancelSoon := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancelSoon()
	for name, ctx := range map[string]context.Context{"before": cancelled, "midway": soon} {
		begin := time.Now()
		r, err := check.Run(ctx, grid())
		if rec, ok := r.Record("not negative"); err == nil && (!ok || rec.Verdict != evidence.Unknown) {
			t.Errorf("%s: records %+v, want Unknown", name, r.Records)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// chain is a Machine that counts to n.
func chain(n int, properties ...assay.Property) assay.System {
	edges := map[int][]int{}
	for i := range n {
		edges[i] = []int{i + 1}
	}
	return assay.Model("chain", graph{[]int{0}, edges}, properties...)
}

// property.go and issue 2: a property that panics is a finding, also in a state that is reached late; it never holds.
func TestPropertyPanics(t *testing.T) {
	at17 := func(v assay.View) {
		if node(v) == 17 {
			panic("boom")
		}
	}
	for _, p := range []assay.Property{
		assay.Always("p", func(v assay.View) error { at17(v); return nil }),
		assay.Sometimes("p", func(v assay.View) bool { at17(v); return false }),
		assay.AlwaysIf("p", func(v assay.View) bool { at17(v); return true }, func(assay.View) error { return nil }),
		assay.AlwaysIf("p", func(assay.View) bool { return true }, func(v assay.View) error { at17(v); return nil }),
	} {
		t.Run(p.Kind.String(), func(t *testing.T) {
			r := neverHolds(t, chain(20, p))
			if len(r.Findings()) == 0 {
				t.Error("no finding")
			}
		})
	}
	t.Run("others are not hurt", func(t *testing.T) {
		other := assay.Sometimes("the end", func(v assay.View) bool { return node(v) == 20 })
		r := run(t, chain(20, assay.Always("p", func(v assay.View) error { at17(v); return nil }), other))
		if rec, ok := r.Record("the end"); ok && rec.Verdict == evidence.Violated {
			t.Error("the end is said to be out of reach")
		}
	})
}

// Within that panics has judged nothing.
func TestWithinPanics(t *testing.T) {
	sys := chain(20, assay.Always("p", func(v assay.View) error {
		if node(v) > 30 {
			return errWrong
		}
		return nil
	}))
	sys.Within = func(v assay.View) bool {
		if node(v) == 17 {
			panic("boom")
		}
		return true
	}
	neverHolds(t, sys)
}

// SEMANTICS, properties: one answer in a thousand is recomputed; a difference is a finding. Of 30,000 answers some are.
func TestPropertyAnswersTwiceDifferently(t *testing.T) {
	var lock sync.Mutex
	asked := map[int]bool{}
	r := neverHolds(t, chain(30_000, assay.Always("p", func(v assay.View) error {
		n := node(v)
		lock.Lock()
		defer lock.Unlock()
		if asked[n] {
			return errWrong
		}
		asked[n] = true
		return nil
	})))
	if len(r.Findings()) == 0 && len(violated(r)) == 0 {
		t.Error("no finding")
	}
}

// Issue 2, no false success: no initial state is none, and nobody to run is nothing checked.
func TestNothingToCheck(t *testing.T) {
	fine := assay.Always("fine", func(assay.View) error { return nil })
	neverHolds(t, assay.Model("empty", graph{}, fine))
	neverHolds(t, assay.System{Name: "nobody", Properties: []assay.Property{fine}})
	nameless := rally()
	nameless.Name = ""
	neverHolds(t, nameless)
}

// SEMANTICS, Within: an initial state outside it is an error.
func TestInitialStateOutside(t *testing.T) {
	sys := rally()
	sys.Within = func(v assay.View) bool { return assay.StateOf[cell](v, "b").N > 0 }
	wantError(t, sys)
	machine := graphSystem("outside", graph{[]int{0, 5}, map[int][]int{0: {1}}})
	machine.Within = func(v assay.View) bool { return node(v) < 5 }
	wantError(t, machine) // one of two initial states
}

// Issue 2, bad input: two actors of one name, an unknown actor as destination. actor.go: IDs are never empty.
func TestBadNames(t *testing.T) {
	wantError(t, system("twins", assay.Assumptions{}, calm(), idle("same77"), idle("other"), idle("same77")), "same77")
	wantError(t, system("lost", assay.Assumptions{}, calm(), sender("a", assay.Send("nobody77", ping{}))), "nobody77")
	wantError(t, system("wide", assay.Assumptions{}, calm(), sender("a", assay.Broadcast([]assay.ID{"a", "nobody77"}, ping{}))), "nobody77")
	wantError(t, system("anonymous", assay.Assumptions{}, calm(), idle("")))
	late := receives(fullBag, func(s bag, _ msg) (bag, fxs) { return s, fxs{assay.Send("nobody77", ping{})} }, ping{})
	wantError(t, late, "nobody77")
}

// Two properties of one name: the one that is violated is not hidden behind the one that holds.
func TestTwoPropertiesOfOneName(t *testing.T) {
	wrong := assay.Always("calm", func(v assay.View) error {
		if assay.StateOf[cell](v, "b").N == 3 {
			return errWrong
		}
		return nil
	})
	for _, properties := range [][]assay.Property{{calm(), wrong}, {wrong, calm()}} {
		sys := rally()
		sys.Properties = properties
		r, err := check.Run(t.Context(), sys)
		if rec, ok := r.Record("calm"); err == nil && (!ok || rec.Verdict == evidence.Holds) {
			t.Errorf("records %+v, want calm not to hold", r.Records)
		}
	}
}

// SEMANTICS, free failures: the first read that breaks the condition discards the reduced run: nothing that a property can see is
// left out. Each of these is one failure away.
func TestFailuresThatAPropertySees(t *testing.T) {
	deny := func(f func(v assay.View) bool) assay.Property {
		return assay.Always("never", func(v assay.View) error {
			if f(v) {
				return errWrong
			}
			return nil
		})
	}
	b := func(v assay.View) int { return assay.LastStateOf[cell](v, "b").N }
	lossy := assay.Assumptions{Losses: assay.AtMost(1)}
	mortal := assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None}
	firing := assay.Assumptions{Firings: assay.AtMost(1)}
	cases := map[string]struct {
		sys   assay.System
		kinds []string
	}{
		"lost, by the network": {onePing(lossy, deny(func(v assay.View) bool { return b(v) == 0 && len(assay.InFlight[ping](v, "b")) == 0 }), counter("b", 9)), []string{"lose"}},
		"lost, by the budget":  {onePing(lossy, deny(func(v assay.View) bool { return v.Spent(assay.Losses) > 0 }), counter("b", 9)), []string{"lose"}},
		"down":                 {onePing(mortal, deny(func(v assay.View) bool { return !v.Up("b") }), counter("b", 9)), []string{"crash"}},
		"down, asked late":     {onePing(mortal, deny(func(v assay.View) bool { return b(v) == 1 && !v.Up("b") }), counter("b", 9)), []string{"deliver", "crash"}},
		"crashes spent":        {onePing(mortal, deny(func(v assay.View) bool { return v.Spent(assay.Crashes) > 0 }), counter("b", 9)), []string{"crash"}},
		"duplicates spent": {onePing(assay.Assumptions{Duplicates: assay.AtMost(1)}, deny(func(v assay.View) bool { return v.Spent(assay.Duplicates) > 0 }), counter("b", 9)),
			[]string{"redeliver"}},
		"firings spent by a heartbeat": {clockwork(firing, deny(func(v assay.View) bool { return v.Spent(assay.Firings) > 0 }), 0, fxs{setT}, fxs{setT}), []string{"timeout"}},
		"ignored and gone":             {onePing(assay.Assumptions{}, deny(func(v assay.View) bool { return len(v.Messages("b", nil)) == 0 }), idle("b")), []string{"deliver"}},
		"the timer is gone":            {clockwork(assay.Assumptions{}, deny(func(v assay.View) bool { return len(v.Timers("t")) == 0 }), 0, fxs{setT}, nil), []string{"timeout"}},
		"something on a disk": {onePing(assay.Assumptions{}, deny(func(v assay.View) bool { return len(v.Disk("b").Keys()) > 0 }),
			assay.Spawn("b", actor[cell]{receive: tally})), []string{"deliver"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { wantViolated(t, run(t, c.sys), "never", c.kinds...) })
	}
}
