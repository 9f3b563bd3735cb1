package blackbox_test

import (
	"math"
	"math/rand"
	"slices"
	"strings"
	"sync"
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

// DESIGN 3 and SEMANTICS, handlers: a changed argument or a write into the spare capacity of one of its slices is a finding: not pure.
func impure() []badActor {
	pure := func(name string, spoil func(s *bag)) badActor { return badActor{name, "pure", bagged(spoil)} }
	big := func() []int { return []int{3, 1, 2} }
	return []badActor{
		pure("writes an element", func(s *bag) { s.L[0] = 9 }),
		pure("writes the last element", func(s *bag) { s.L[len(s.L)-1]++ }),
		pure("writes a map", func(s *bag) { s.M["c"] = 3 }),
		pure("overwrites in a map", func(s *bag) { s.M["a"] = 3 }),
		pure("deletes from a map", func(s *bag) { delete(s.M, "a") }),
		pure("clears a map", func(s *bag) { clear(s.M) }),
		pure("writes through a pointer", func(s *bag) { s.P.N++ }),
		pure("writes through a pointer in a map", func(s *bag) { s.PM["k"].N++ }),
		pure("writes through a pointer in a slice", func(s *bag) { s.PL[0].N++ }),
		pure("writes through a pointer in an array", func(s *bag) { s.A[1].N++ }),
		pure("writes a slice in a slice", func(s *bag) { s.LL[1][0] = 9 }),
		pure("writes a slice in a map", func(s *bag) { s.More["k"][0] = 9 }),
		pure("writes a slice behind an interface", func(s *bag) { s.Any.([]int)[0] = 9 }),
		pure("sorts in place", func(s *bag) { slices.Sort(s.L) }),
		pure("reverses in place", func(s *bag) { slices.Reverse(s.L) }),
		pure("copies over", func(s *bag) { copy(s.L, []int{7, 8}) }),
		pure("deletes in place", func(s *bag) { s.L = slices.Delete(s.L, 0, 1) }),
		pure("filters in place", func(s *bag) { s.L = append(s.L[:0], s.L[1:]...) }),
		pure("appends within the argument", func(s *bag) { s.LL = append(s.LL[:1], []int{9}) }),
		pure("appends", func(s *bag) { s.L = append(s.L, 4) }),
		pure("appends in a slice of slices", func(s *bag) { s.LL = append(slices.Clone(s.LL), append(s.LL[0], 4)) }),
		pure("appends and keeps the length", func(s *bag) { s.N = len(append(s.L, 4)) }),
		pure("writes and drops the state", func(s *bag) { s.P.N = 9; *s = bag{} }),
		// The trap of SEMANTICS: both appends write the same place; the second run may also answer otherwise.
		{"appends twice to one slice", "pure deterministic", bagged(func(s *bag) {
			first, second := append(s.L, 1), append(s.L, 2)
			s.LL = [][]int{first, second}
		})},
		{"writes a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(list).L[0] = 9
			return s, fxs{assay.Send("a", ping{})}
		}, list{big()})},
		{"sorts a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			s.L = m.(list).L
			slices.Sort(s.L)
			return s, nil
		}, list{big()})},
		{"appends to a message's slice", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			s.L = append(m.(list).L, 9)
			return s, nil
		}, list{big()})},
		{"writes a message's map", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(table).M["x"] = 9
			return s, fxs{assay.Send("a", ping{})}
		}, table{map[string]int{"x": 1}})},
		{"writes through a message's pointer", "pure", receives(fullBag, func(s bag, m msg) (bag, fxs) {
			m.(ref).P.N++
			return s, fxs{assay.Send("a", ping{})}
		}, ref{&cell{1}})},
		{"writes in Timeout", "pure", firing(func(s bag) (bag, fxs) {
			s.M["a"] = 9
			return s, nil
		})},
		{"writes only the third time", "pure", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			if s.N++; s.N == 3 {
				s.L[1] = 9
			}
			return s, nil
		}, ping{}, ping{}, ping{})},
	}
}

var (
	globalCount int
	globalKept  int
	globalLast  *cell
)

type selfCounting struct{ calls *int }

func (selfCounting) Start(self assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send(self, ping{})} }
func (a selfCounting) Receive(_ assay.ID, _ cell, _ assay.ID, _ msg) (cell, fxs) {
	*a.calls++
	return cell{*a.calls}, nil
}

type remembering struct{ calls int }

func (*remembering) Start(self assay.ID) (cell, fxs) { return cell{}, fxs{assay.Send(self, ping{})} }
func (a *remembering) Receive(_ assay.ID, _ cell, _ assay.ID, _ msg) (cell, fxs) {
	a.calls++
	return cell{a.calls}, nil
}

func manyKeys() map[int]int {
	m := map[int]int{}
	for i := range 300 {
		m[i] = i
	}
	return m
}

// DESIGN 3 and SEMANTICS, handlers: one that answers twice differently is a finding: not deterministic. A handler that tells two
// canonically equal values apart is a finding.
func unsteady() []badActor {
	steady := func(name string, number func(int) int) badActor {
		return badActor{name, "deterministic", counting(number)}
	}
	var once sync.Once
	bigMap := func() map[int]int { return manyKeys() }
	return []badActor{
		steady("reads the time", func(int) int { return int(time.Now().UnixNano()) }),
		steady("reads chance", func(int) int { return rand.Int() }),
		steady("reads chance in the end", func(n int) int {
			if n == 3 {
				return rand.Int()
			}
			return n
		}),
		steady("counts in a package variable", func(int) int { globalCount++; return globalCount }),
		steady("answers what it was asked before", func(n int) int {
			before := globalKept
			globalKept = time.Now().Nanosecond() + n
			return before
		}),
		steady("does it once", func(int) (first int) { once.Do(func() { first = 1 }); return first }),
		steady("lets the scheduler choose", func(int) (bits int) {
			for range 60 {
				a, b := make(chan int, 1), make(chan int, 1)
				a <- 0
				b <- 1
				select {
				case x := <-a:
					bits = bits*2 + x
				case x := <-b:
					bits = bits*2 + x
				}
			}
			return bits
		}),
		{"counts behind a pointer in the actor", "deterministic", system("behind", assay.Assumptions{}, calm(), assay.Spawn("b", selfCounting{new(int)}))},
		{"counts in the actor", "deterministic", system("inside", assay.Assumptions{}, calm(), assay.Spawn("b", &remembering{}))},
		{"keeps its argument and changes it later", "deterministic pure", receives(func() ref { return ref{&cell{1}} }, func(s ref, _ msg) (ref, fxs) {
			if globalLast == nil {
				globalLast = s.P
			}
			globalLast.N++
			return ref{&cell{globalLast.N}}, nil
		}, ping{})},
		// 300 keys: two runs in the same order are next to impossible.
		{"map order into the state", "deterministic", receives(bigMap, func(s map[int]int, _ msg) (map[int]int, fxs) {
			next, i := map[int]int{}, 0
			for k := range s {
				next[k] = i
				i++
			}
			return next, nil
		}, ping{}, ping{})},
		{"map order into the order of messages", "deterministic", func() assay.System {
			sys := receives(bigMap, func(s map[int]int, _ msg) (map[int]int, fxs) {
				var effects fxs
				for k := range s {
					effects = append(effects, assay.Send("a", num{k}))
				}
				return nil, effects
			}, ping{}, ping{})
			sys.Assume.Order = assay.FIFO
			return sys
		}()},
		{"time in a message", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Send("a", num{int(time.Now().UnixNano())})}
		}, ping{})},
		{"chance in a message", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Send("a", num{rand.Int()})}
		}, ping{})},
		{"chance on its disk", "deterministic", receives(fullBag, func(s bag, _ msg) (bag, fxs) {
			return s, fxs{assay.Persist("n", rand.Int())}
		}, ping{})},
		{"chance in Timeout", "deterministic", firing(func(s bag) (bag, fxs) { s.N = rand.Int(); return s, nil })},
		{"chance in Start", "deterministic", receives(rand.Int, func(s int, _ msg) (int, fxs) { return s, nil }, ping{})},
		{"chance in Recover", "deterministic", recovering(func(assay.Disk) (cell, fxs) { return cell{rand.Int()}, nil })},
		// Runs get slices clipped to their length, and then slices with spare capacity.
		{"reads spare capacity", "deterministic pure", receives(fullBag, func(s bag, _ msg) (bag, fxs) { s.N = cap(s.L) - len(s.L); return s, nil }, ping{})},
		// Nil and empty are the same.
		{"tells a nil slice from an empty one", "deterministic pure", receives(func() bag { return bag{L: []int{}} }, func(s bag, _ msg) (bag, fxs) {
			if s.L == nil {
				s.N = 1
			}
			return s, fxs{assay.Send("a", ping{})}
		}, ping{})},
		{"tells a nil map from an empty one", "deterministic pure", receives(func() bag { return bag{} }, func(s bag, _ msg) (bag, fxs) {
			if s.M == nil {
				s.N = 1
			}
			return s, fxs{assay.Send("a", ping{})}
		}, ping{})},
	}
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
	groups := map[string][]badActor{"pure": impure(), "deterministic": unsteady(), "total": partial(), "handled": unhandled()}
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
