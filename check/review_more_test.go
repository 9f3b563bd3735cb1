//assay:ignore pure the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
//assay:ignore total the actors of these tests are what each test gives them, wrong ones too: the checker is what is tested
package check_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/refine"
)

func TestGoexit(t *testing.T) {
	sys := assay.System{Name: "goexit", Actors: []assay.Participant{ticks(func(k int) fx { runtime.Goexit(); return nil })},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "a") == 0 })}}
	if _, err := check.Run(t.Context(), sys); err != nil && strings.Contains(err.Error(), "error of Assay") {
		t.Errorf("blamed on Assay: %v", err)
	}
}

type echo struct{}

func (echo) Init() int                      { return 0 }
func (echo) Apply(s int, op any) (int, any) { return s + 1, s }

type (
	ask    struct{ ID assay.RequestID }
	answer struct {
		ID assay.RequestID
		N  int
	}
)

// A client of more than 255 operations, one after the other at one server.
func TestLongScript(t *testing.T) {
	var script []any
	for i := range 300 {
		script = append(script, i%2)
	}
	client := assay.Client[any]{Servers: []assay.ID{"s"}, Script: script,
		Request: func(_ any, id assay.RequestID) any { return ask{id} },
		Reply: func(m any) (assay.RequestID, refine.Option[any], bool) {
			a, ok := m.(answer)
			return a.ID, refine.Some[any](a.N), ok
		}}
	server := assay.Spawn("s", part[int, any]{receive: func(_ assay.ID, s int, from assay.ID, m any) (int, fx) {
		return s + 1, fx{assay.Send(from, answer{m.(ask).ID, s})}
	}})
	sys := assay.System{Name: "long", Actors: []assay.Participant{assay.Spawn("c", client), server},
		Properties: []assay.Property{assay.SequentiallyConsistent[int]("sc", echo{}), assay.Linearizable[int]("lin", echo{})}}
	r := explore(t, sys)
	verdictOf(t, r, "lin", evidence.Holds)
	verdictOf(t, r, "sc", evidence.Holds)
}

// A limited budget of Per is the actor's own; the others share the System's. a: up, down, up, down: 4. b and c: both up, one down: 3.
func TestOwnBudgets(t *testing.T) {
	sys := assay.System{Name: "own", Actors: []assay.Participant{sends("a"), sends("b"), sends("c")},
		Assume: assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None, Per: map[assay.ID]assay.Own{
			"a": {Crashes: assay.AtMost(2), Recoveries: assay.AtMost(1)}}},
		Properties: []assay.Property{always("p", func(v assay.View) bool {
			return v.Up("a") || v.Up("b") || v.Up("c")
		}), always("three", func(v assay.View) bool { return v.Spent(assay.Crashes) <= 3 }),
			assay.Sometimes("all three", func(v assay.View) bool { return v.Spent(assay.Crashes) == 3 })}}
	r := good(t, sys, evidence.Holds)
	if r.States != 12 {
		t.Errorf("%d states, want 12", r.States)
	}
}

// A limited budget of a link is its own, and one that is not set is a share of the System's.
func TestOwnLosses(t *testing.T) {
	both := []assay.Effect{assay.Send("x", 1), assay.Send("y", 1), assay.Send("z", 1)}
	sys := assay.System{Name: "links", Actors: []assay.Participant{sends("a", both...), logs("x"), logs("y"), logs("z")},
		Assume: assay.Assumptions{Losses: assay.AtMost(1), Links: []assay.Link{{From: "a", To: "x", Losses: assay.AtMost(1)}, {From: "a", To: "z", Order: assay.FIFO}}}}
	lost := func(v assay.View, id assay.ID) bool {
		return len(v.Messages(id, nil)) == 0 && len(assay.StateOf[[]int](v, id)) == 0
	}
	sys.Properties = []assay.Property{
		assay.Sometimes("x and y", func(v assay.View) bool { return lost(v, "x") && lost(v, "y") }),
		assay.Sometimes("x and z", func(v assay.View) bool { return lost(v, "x") && lost(v, "z") }),
		always("not y and z", func(v assay.View) bool { return !lost(v, "y") || !lost(v, "z") })}
	// x: in flight, delivered, lost: 3. y and z: 3 * 3 less both lost: 8.
	if r := good(t, sys, evidence.Holds); r.States != 24 {
		t.Errorf("%d states, want 24", r.States)
	}
}

type oddMachine[S any] struct {
	init []S
	next func(S) []S
}

func (m oddMachine[S]) Init() []S { return m.init }
func (m oddMachine[S]) Next(s S) []assay.Move[S] {
	var all []assay.Move[S]
	for _, to := range m.next(s) {
		all = append(all, assay.Move[S]{To: to})
	}
	return all
}

func fine() assay.Property {
	return always("fine", func(v assay.View) bool { v.State(""); return true })
}

func TestMachines(t *testing.T) {
	if r := good(t, assay.Model("zero", oddMachine[struct{}]{[]struct{}{{}, {}}, func(s struct{}) []struct{} { return []struct{}{s, s} }}, fine()), evidence.Holds, check.Exact()); r.States != 1 || r.Steps != 4 {
		t.Errorf("zero: %d states, %d steps", r.States, r.Steps)
	}
	long := func(s [300]byte) [][300]byte { s[299]++; return [][300]byte{s} }
	if r := good(t, assay.Model("long", oddMachine[[300]byte]{[][300]byte{{}}, long}, fine()), evidence.Holds); r.States != 256 {
		t.Errorf("long: %d", r.States)
	}
	five := func(s [5]byte) [][5]byte {
		var all [][5]byte
		for i := range s {
			to := s
			to[i] = (to[i] + 1) % 4
			all = append(all, to)
		}
		return all
	}
	if r := good(t, assay.Model("five", oddMachine[[5]byte]{[][5]byte{{}}, five}, fine()), evidence.Holds); r.States != 1024 {
		t.Errorf("five: %d", r.States)
	}
	r := good(t, assay.Model("any", oddMachine[any]{[]any{nil, 1, "x", nil}, func(s any) []any { return []any{s, nil, 1.5} }}, fine()), evidence.Holds)
	if r.States != 4 {
		t.Errorf("any: %d", r.States)
	}
	never := always("never 1.5", func(v assay.View) bool { return assay.StateOf[any](v, "") != any(1.5) })
	r = good(t, assay.Model("late", oddMachine[any]{[]any{nil, nil, "x"}, func(s any) []any {
		if s == "x" {
			return []any{1.5}
		}
		return nil
	}}, never), evidence.Violated)
	if rec := r.Records[0]; rec.Trace == nil || rec.Trace.Initial != 2 {
		t.Errorf("%+v", rec.Trace)
	}
}

// t.FailNow in a property ends its goroutine: it is the property's fault.
func TestGoexitInAProperty(t *testing.T) {
	sys := assay.System{Name: "exit", Actors: []assay.Participant{logs("b"), sends("a", assay.Send("b", 1))},
		Properties: []assay.Property{always("p", func(v assay.View) bool {
			if len(assay.StateOf[[]int](v, "b")) > 0 {
				runtime.Goexit()
			}
			return true
		})}}
	r, err := check.Run(t.Context(), sys)
	if err != nil && strings.Contains(err.Error(), "error of Assay") {
		t.Errorf("blamed on Assay: %v", err)
	}
	if err == nil && len(r.Findings()) == 0 {
		t.Error("no finding")
	}
}

// memo is an actor that counts in a place of its own; that it also has a function must not hide it.
type memo struct {
	Count *int
	Log   func(string)
}

func (m memo) Start(assay.ID) (int, fx) { return 0, nil }
func (m memo) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, fx) {
	*m.Count++
	return (*m.Count + 1) / 2, nil
}

func TestHiddenCounter(t *testing.T) {
	sys := assay.System{Name: "memo", Actors: []assay.Participant{assay.Spawn("m", memo{new(int), func(string) {}}), sends("a", assay.Send("m", 1), assay.Send("m", 2))},
		Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "m") >= 0 })}}
	if r := explore(t, sys); len(r.Findings()) == 0 {
		t.Errorf("no finding: %d states", r.States)
	}
}

// Depth first, a deadlock has the trace that it has breadth first.
func TestDeadlockDepthFirst(t *testing.T) {
	sys := assay.System{Name: "dead", Actors: []assay.Participant{sends("a", assay.Send("b", 1), assay.Send("b", 2), assay.Send("b", 3)), logs("b")},
		Assume: assay.Assumptions{Losses: assay.AtMost(2), Crashes: assay.AtMost(1)}, Properties: []assay.Property{always("p", func(v assay.View) bool { return true })}}
	var first string
	for _, options := range [][]check.Option{{check.Workers(1)}, {check.DepthFirst(), check.Workers(1)}, {check.DepthFirst(), check.Workers(3)}} {
		r := explore(t, sys, append(options, check.Deadlock())...)
		text := fmt.Sprint(r.Findings()[0].Trace)
		if first == "" {
			first = text
		} else if text != first {
			t.Errorf("%s\nelse\n%s", text, first)
		}
	}
}

// FIFO with duplicates without bound: each of 1, 2 any number of times, in order. b counts to 2 of each at most (Within).
func TestFIFODuplicates(t *testing.T) {
	sys := assay.System{Name: "dups", Assume: assay.Assumptions{Order: assay.FIFO, Duplicates: assay.Unlimited},
		Actors: []assay.Participant{sends("a", assay.Send("b", 1), assay.Send("b", 2)),
			assay.Spawn("b", part[[2]int, any]{receive: func(_ assay.ID, s [2]int, _ assay.ID, m any) ([2]int, fx) { s[m.(int)-1]++; return s, nil }})},
		Properties: []assay.Property{always("in order", func(v assay.View) bool {
			s := assay.StateOf[[2]int](v, "b")
			return s[1] == 0 || s[0] > 0
		}), assay.Sometimes("twice each", func(v assay.View) bool { return assay.StateOf[[2]int](v, "b") == [2]int{2, 2} })},
		Within: func(v assay.View) bool { s := assay.StateOf[[2]int](v, "b"); return s[0] <= 2 && s[1] <= 2 }}
	// head 1: counts (0..2, 0): 3. Head 2: (1..2, 0..2): 6. Empty: (1..2, 1..2): 4.
	if r := good(t, sys, evidence.Holds); r.States != 13 {
		t.Errorf("%d states, want 13", r.States)
	}
}

// A crashed client's operation stays open: its write may be seen, and then not unseen.
func TestOpenWrite(t *testing.T) {
	// w invokes a write in its start and sends it; r reads twice. The server answers 0 or 1. w may crash, and starts again: a second write.
	write := assay.Spawn("w", part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{assay.Invoke("write"), assay.Send("s", "write")} }})
	read := assay.Spawn("r", part[int, any]{
		start: func(assay.ID) (int, fx) { return 0, fx{assay.Invoke("read"), assay.Send("s", "read")} },
		receive: func(_ assay.ID, s int, _ assay.ID, m any) (int, fx) {
			if s == 1 {
				return 2, fx{assay.Return(m)}
			}
			return s + 1, fx{assay.Return(m), assay.Invoke("read"), assay.Send("s", "read")}
		}})
	server := func(flicker bool) assay.Participant {
		return assay.Spawn("s", part[int, any]{receive: func(_ assay.ID, s int, from assay.ID, m any) (int, fx) {
			if m == "write" {
				return s + 1, nil
			}
			out := s
			if flicker {
				s = 0
			}
			return s, fx{assay.Send(from, out)}
		}})
	}
	sys := func(name string, flicker bool) assay.System {
		return assay.System{Name: name, Actors: []assay.Participant{write, read, server(flicker)},
			Assume:     assay.Assumptions{Per: map[assay.ID]assay.Own{"w": {Crashes: assay.AtMost(1)}}},
			Properties: []assay.Property{assay.Linearizable[int]("lin", counting{}), assay.SequentiallyConsistent[int]("sc", counting{})}}
	}
	good(t, sys("steady", false), evidence.Holds)
	good(t, sys("flickers", true), evidence.Violated)
}

type counting struct{}

func (counting) Init() int { return 0 }
func (counting) Apply(s int, op any) (int, any) {
	if op == "write" {
		return s + 1, nil
	}
	return s, s
}

// What lies beyond a bound on depth is looked at to tell whether there is anything: how far depends on the workers, and must not show.
func TestIllFormedBeyondTheDepth(t *testing.T) {
	sys := assay.System{Name: "beyond", Properties: []assay.Property{always("p", func(v assay.View) bool { return assay.StateOf[int](v, "s0") >= 0 })}}
	for i := range 60 {
		id := assay.ID(fmt.Sprint("s", i))
		sys.Actors = append(sys.Actors, assay.Spawn(id, timedPart[int, any]{
			part: part[int, any]{start: func(assay.ID) (int, fx) { return 0, fx{assay.SetTimer("t", 1)} }},
			timeout: func(self assay.ID, k int, _ string) (int, fx) {
				if k == 3 && self == "s1" {
					return k, fx{assay.Send("nobody", 1)}
				}
				return k + 1, fx{assay.SetTimer("t", 1)}
			},
		}))
	}
	var first string
	for _, workers := range []int{1, 4} {
		_, err := check.Run(t.Context(), sys, check.Depth(4), check.Workers(workers))
		if text := fmt.Sprint(err); first == "" {
			first = text
		} else if text != first {
			t.Errorf("%d workers: %s\n1 worker: %s", workers, text, first)
		}
	}
}

// The counterexample of a Machine that is no function ends where the property is violated, or there is none.
func TestWildMachineTrace(t *testing.T) {
	for seed := range uint64(200) {
		sys := assay.Model("wild", wild{rand.New(rand.NewPCG(seed, 1))}, assay.Always("below 9", func(v assay.View) error {
			if assay.StateOf[int](v, "") < 9 {
				return nil
			}
			return errors.New("wrong")
		}))
		r, err := check.Run(t.Context(), sys, check.Workers(1), check.States(500))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		rec, _ := r.Record("below 9")
		if rec.Verdict == evidence.Violated && rec.Trace != nil && rec.Trace.Final[0].Text < "9" && len(rec.Trace.Final[0].Text) == 1 {
			t.Errorf("seed %d: why %q\n%s", seed, rec.Why, rec.Trace)
			return
		}
	}
}
