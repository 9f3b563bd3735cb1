package blackbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// bag is a state with one of everything that can be shared by mistake.
type bag struct {
	N    int
	L    []int
	LL   [][]int
	M    map[string]int
	P    *cell
	PM   map[string]*cell
	PL   []*cell
	A    [2]*cell
	Any  any
	More map[string][]int
}

func fullBag() bag {
	return bag{
		L: []int{3, 1, 2}, LL: [][]int{{1, 2}, {3}}, M: map[string]int{"a": 1, "b": 2}, P: &cell{1},
		PM: map[string]*cell{"k": {1}}, PL: []*cell{{1}}, A: [2]*cell{{1}, {2}}, Any: []int{1, 2}, More: map[string][]int{"k": {1}},
	}
}

type receive[S any] func(s S, m msg) (S, fxs)

// receives is an actor b that starts as start and receives these messages from a, in any order.
func receives[S any](start func() S, handle receive[S], messages ...any) assay.System {
	var sends []assay.Effect
	for _, m := range messages {
		sends = append(sends, assay.Send("b", m))
	}
	return system("receives", assay.Assumptions{}, calm(), sender("a", sends...), assay.Spawn("b", actor[S]{
		start:   func(assay.ID) (S, fxs) { return start(), nil },
		receive: func(_ assay.ID, s S, _ assay.ID, m msg) (S, fxs) { return handle(s, m) },
	}))
}

// bagged is an actor whose state is a full bag, and that changes it as it should not on a ping.
func bagged(spoil func(s *bag)) assay.System {
	return receives(fullBag, func(s bag, _ msg) (bag, fxs) {
		spoil(&s) // s is the handler's own, but not what it refers to
		return s, nil
	}, ping{})
}

// counting is an actor that counts to 3 by itself, and asks for its number at each count.
func counting(number func(n int) int) assay.System {
	type state struct{ N, Answer int }
	step := func(self assay.ID, s state, _ assay.ID, _ msg) (state, fxs) {
		s.N++
		s.Answer = number(s.N)
		if s.N == 3 {
			return s, nil
		}
		return s, fxs{assay.Send(self, ping{})}
	}
	return system("counting", assay.Assumptions{}, calm(), assay.Spawn("b", actor[state]{
		start:   func(self assay.ID) (state, fxs) { return state{}, fxs{assay.Send(self, ping{})} },
		receive: step,
	}))
}

// recovering is an actor that does this when it recovers from a crash, with "n" on its disk.
func recovering(recover func(disk assay.Disk) (cell, fxs)) assay.System {
	return system("recovering", assay.Assumptions{Crashes: assay.AtMost(1)}, calm(), assay.Spawn("b", durable[cell]{
		actor:   actor[cell]{start: func(assay.ID) (cell, fxs) { return cell{}, fxs{assay.Persist("n", 7)} }},
		recover: recover,
	}))
}

// firing is an actor with a full bag whose timer does this, once.
func firing(timeout func(s bag) (bag, fxs)) assay.System {
	return system("firing", assay.Assumptions{}, calm(), assay.Spawn("b", timed[bag]{
		actor:   actor[bag]{start: func(assay.ID) (bag, fxs) { return fullBag(), fxs{setT} }},
		timeout: func(s bag, _ string) (bag, fxs) { return timeout(s) },
	}))
}

type badActor struct {
	name string
	want string // findings, any of which will do
	sys  assay.System
}

// DESIGN 3: an actor that panics is a finding: not total.
func partial() []badActor {
	total := func(name string, boom func(s bag, m msg) int) badActor {
		return badActor{name, "total", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			s.N = boom(s, m)
			return s, nil
		}, ping{})}
	}
	var zero int
	return []badActor{
		total("index out of range", func(s bag, _ msg) int { return s.L[len(s.L)+zero] }),
		total("slice out of range", func(s bag, _ msg) int { return len(s.L[900+zero : 1000]) }),
		total("write to a nil map", func(bag, msg) int {
			var m map[string]int
			m["a"] = zero
			return len(m)
		}),
		total("type assertion", func(_ bag, m msg) int { return m.(num).N }),
		total("explicit", func(bag, msg) int { panic("boom") }),
		total("an error", func(bag, msg) int { panic(errWrong) }),
		total("nil", func(bag, msg) int { panic(nil) }),
		total("nil dereference", func(s bag, _ msg) int {
			var p *cell
			return p.N
		}),
		total("division by zero", func(s bag, _ msg) int { return 1 / zero }),
		{"in Start", "total", receives(func() cell { panic("boom") }, func(s cell, _ msg) (cell, fxs) { return s, nil }, ping{})},
		{"in Timeout", "total", firing(func(bag) (bag, fxs) { panic("boom") })},
		{"in Recover", "total", recovering(func(assay.Disk) (cell, fxs) { panic("boom") })},
		// disk.go: a disk that is read as another type than it was written as is reported as a finding.
		{"Load of another type", "total", recovering(func(disk assay.Disk) (cell, fxs) {
			assay.Load[string](disk, "n")
			return cell{}, nil
		})},
		{"only the third time", "total", counting(func(n int) int { return []int{0, 1, 2}[n] })},
	}
}

type other struct{ N int } // no msg

// strict takes messages of one concrete type.
type strict struct{}

func (strict) Start(assay.ID) (cell, fxs)                                { return cell{}, nil }
func (strict) Receive(_ assay.ID, s cell, _ assay.ID, m num) (cell, fxs) { return cell{m.N}, nil }

// DESIGN 2: a message that is not an M is a finding.
func unhandled() []badActor {
	sends := func(name string, m any) badActor {
		return badActor{name, "handled", receives(fullBag, func(s bag, _ msg) (bag, fxs) { return s, nil }, m)}
	}
	return []badActor{
		sends("an int", 5),
		sends("a string", "hello"),
		sends("another package's type", time.Second),
		sends("a type without the method", other{1}),
		{"a concrete M gets another type", "handled", system("strict", assay.Assumptions{}, calm(), sender("a", assay.Send("b", ping{})), assay.Spawn("b", strict{}))},
		{"to itself", "handled", system("itself", assay.Assumptions{}, calm(), sender("a", assay.Send("a", other{2})))},
		{"from Timeout", "handled", firing(func(s bag) (bag, fxs) { return s, fxs{assay.Send("b", 7)} })},
		{"the second of a broadcast", "handled", system("wide", assay.Assumptions{}, calm(),
			sender("a", assay.Broadcast([]assay.ID{"b", "c"}, ping{})), counter("b", 9), assay.Spawn("c", strict{}))},
	}
}

func TestBadActors(t *testing.T) {
	groups := map[string][]badActor{"pure": impure(), "deterministic": append(unsteady(), unsteadyToo()...), "total": partial(), "handled": unhandled()}
	for group, actors := range groups {
		for _, c := range actors {
			t.Run(group+"/"+c.name, func(t *testing.T) { wantFinding(t, run(t, c.sys, check.Depth(8)), c.want) })
		}
	}
}

// wantFinding wants one of these findings, violated.
func wantFinding(t *testing.T, r check.Result, want string) {
	t.Helper()
	for _, f := range r.Findings() {
		if f.Verdict != evidence.Violated || f.Property != "" {
			t.Errorf("finding %q: verdict %v, property %q; want violated and no property", f.Finding, f.Verdict, f.Property)
		}
		if slices.Contains(strings.Fields(want), f.Finding) {
			return
		}
	}
	t.Errorf("findings %+v, want one of: %s", r.Findings(), want)
}

// The finding names the actor. DESIGN 2: "r2 received a Commit, which Acceptor does not handle".
func TestUnhandledNamesTheReceiver(t *testing.T) {
	sys := system("names", assay.Assumptions{}, calm(), sender("a", assay.Send("receiver77", other{1})), idle("receiver77"))
	for _, f := range run(t, sys).Findings() {
		if f.Finding == "handled" && strings.Contains(f.Why, "receiver77") && strings.Contains(f.Why, "other") {
			return
		}
	}
	t.Error("no finding names receiver77 and the type other")
}

// SEMANTICS: a handler that has not returned after 10 s ends the exploration: a finding, and what is undecided is Unknown.
func TestNeverReturns(t *testing.T) {
	wait := func(bag, msg) (bag, fxs) { select {} }
	nap := func(bag) (bag, fxs) {
		for {
			time.Sleep(time.Minute)
		}
	}
	for name, sys := range map[string]assay.System{"Receive": receives(fullBag, wait, ping{}), "Timeout": firing(nap)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, sys)
			wantFinding(t, r, "returns")
			wantVerdict(t, r, "calm", evidence.Unknown)
		})
	}
}
