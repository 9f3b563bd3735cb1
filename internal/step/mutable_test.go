package step

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// counter counts in place.
type counter struct {
	n     int
	calls int
	add   func(int)
	leak  *int
	ch    chan int
}

func (c *counter) plus(n int) { c.n += n; c.calls++ }

type add struct{ N int }

// counting is the behaviour of a counter, right or wrong in the way that its name says.
type counting struct{ wrong string }

var leaked = new(int)

func (a counting) Start(self assay.ID) (*counter, assay.Effects) {
	c := &counter{}
	c.add = c.plus
	switch a.wrong {
	case "channel":
		c.ch = make(chan int)
	case "literal":
		c.add = func(n int) { c.n += n }
	case "nil":
		return nil, nil
	}
	if a.wrong == "counted" {
		return c, assay.Effects{assay.Send(self, add{1}), assay.Send(self, add{2}), assay.Send(self, add{3})}
	}
	return c, assay.Effects{assay.Send(self, add{1}), assay.Send(self, add{2})}
}

var times int

func (a counting) Receive(self assay.ID, c *counter, from assay.ID, m add) assay.Effects {
	c.add(m.N)
	switch a.wrong {
	case "global":
		times++
		c.n += times
	case "counted":
		if c.n == 6 { // after 1 and 2, and after 3, it is in one state, but for
			c.n += c.calls // which is said to be none
		}
	}
	return nil
}

func mutableSystem(wrong string, options ...assay.MutableOption) assay.System {
	options = append(options, assay.NotState("step.counter.calls"))
	return assay.System{Name: "counting", Actors: []assay.Participant{assay.Mutable("c", counting{wrong}, options...)}}
}

// TestMutable: each delivery begins with a clone, so that both orders of two messages lead to one state.
func TestMutable(t *testing.T) {
	s, err := New(mutableSystem(""), Track{})
	if err != nil {
		t.Fatal(err)
	}
	react := func(actor int, l Local, in Input) *Reaction { return s.React(actor, l, in, nil) }
	initial, fault := s.Initial(react)
	if fault != nil {
		t.Fatal(fault)
	}
	ends := map[string]int{}
	for _, first := range s.Steps(initial[0], Listed, react) {
		st, _ := s.Do(initial[0], first)
		for _, second := range s.Steps(st, Listed, react) {
			end, _ := s.Do(st, second)
			ends[end.Key()]++
			if c := s.StateValue(0, end.Locals[0].State).(counter); c.n != 3 {
				t.Errorf("the counter says %d, expected 3", c.n)
			}
		}
	}
	if len(ends) != 1 {
		t.Errorf("%d ends, expected one that two orders lead to", len(ends))
	}
	if c := s.StateValue(0, initial[0].Locals[0].State).(counter); c.n != 0 || c.calls != 0 {
		t.Errorf("the initial state moved: %+v", c)
	}
}

// TestMutableWrong: what is no function of its arguments, and what cannot be cloned, is found.
func TestMutableWrong(t *testing.T) {
	for wrong, want := range map[string]string{
		"channel": "counter.ch is a channel",
		"literal": "counter.add is the function literal",
		"global":  "deterministic: Receive of c (counting) answers the same arguments differently",
		"counted": "deterministic: Receive of c (counting) answers the same arguments differently",
		"nil":     "total: Start of c (counting) panics: assay: a nil *step.counter",
	} {
		if have := mutableFault(t, mutableSystem(wrong)); !strings.Contains(have, want) {
			t.Errorf("%s: %q, expected %q", wrong, have, want)
		}
	}
	named := mutableSystem("", assay.Shared("step.counter.lag"))
	if have := mutableFault(t, named); !strings.Contains(have, `"step.counter.lag" is no part of the state`) || !strings.Contains(have, "hint: ") {
		t.Errorf("a name that nothing has: %q", have)
	}
}

// mutableFault is what is wrong with a system in its first steps.
func mutableFault(t *testing.T, sys assay.System) string {
	t.Helper()
	s, err := New(sys, Track{})
	if err != nil {
		return err.Error()
	}
	react := func(actor int, l Local, in Input) *Reaction { return s.React(actor, l, in, nil) }
	states, r := s.Initial(react)
	for range 4 {
		if r != nil {
			if r.Err != nil {
				return r.Err.Error()
			}
			return r.Fault.Finding + ": " + r.Fault.Why
		}
		var next []State
		for _, st := range states {
			for _, step := range s.Steps(st, Listed, react) {
				if step.Fault != nil || step.Err != nil {
					r = &Reaction{Fault: step.Fault, Err: step.Err}
					break
				}
				end, err := s.Do(st, step)
				if err != nil {
					t.Fatal(err)
				}
				next = append(next, end)
			}
		}
		states = next
	}
	return ""
}

// TestMutableTrusting: the reactor that runs each handler once gives the same states.
func TestMutableTrusting(t *testing.T) {
	s, err := New(mutableSystem(""), Track{})
	if err != nil {
		t.Fatal(err)
	}
	react := s.Trusting()
	initial, _ := s.Initial(react)
	steps := s.Steps(initial[0], Listed, react)
	if len(steps) != 2 || steps[0].Next.State == steps[1].Next.State || steps[0].Next.State == initial[0].Locals[0].State {
		t.Errorf("%d steps, expected two to different states", len(steps))
	}
}

// TestMutableSampled: a room that keeps no states holds them to their word too.
func TestMutableSampled(t *testing.T) {
	for wrong, want := range map[string]bool{"": false, "global": true} {
		p := mutableSystem(wrong).Actors[0]
		state, _ := p.Behaviour.Start("c")
		sampler := NewSampler()
		f := sampler.Twice(p, Given{Kind: Deliver, State: state, From: "c", Message: add{1}})
		if (f != nil) != want || state.(*counter).n != 0 {
			t.Errorf("%q: %+v, state %+v", wrong, f, state)
		}
		copied := sampler.Copy(p, state).(*counter)
		if copied.add(5); state.(*counter).n != 0 || copied.n != 5 {
			t.Error("what a property reads is the live state")
		}
	}
}
