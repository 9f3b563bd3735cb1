package step

import (
	"math"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// list is a state with memory that copies may share.
type list struct{ Items []int }

// appending appends in place: right only as long as the slice has no room.
func appending(s list, msg any) (list, assay.Effects) {
	s.Items = append(s.Items, msg.(int))
	return s, nil
}

func cloning(s list, msg any) (list, assay.Effects) {
	s.Items = append(append([]int(nil), s.Items...), msg.(int))
	return s, nil
}

func overwriting(s list, msg any) (list, assay.Effects) {
	s.Items[0] = msg.(int)
	return s, nil
}

// appendingToMessage appends to what it was sent.
func appendingToMessage(s list, msg any) (list, assay.Effects) {
	return list{append(msg.([]int), 1)}, nil
}

// delivered is what a participant in state s does about msg.
func delivered[S any](t *testing.T, receive func(S, any) (S, assay.Effects), start S, msg any) *Reaction {
	t.Helper()
	actor := scripted[S]{start: func() (S, assay.Effects) { return start, nil }, receive: receive}
	s := build(t, assay.System{Name: "one", Actors: []assay.Participant{assay.Spawn("a", actor)}})
	st := begin(t, s)
	return s.React(0, st.Locals[0], Input{Kind: Deliver, Envelope: s.letter(t, 0, msg)}, nil)
}

// TestSpareCapacity finds a handler that appends to a slice which it was given: with room behind it, two appends write the same place,
// though neither changes what the slice itself shows.
func TestSpareCapacity(t *testing.T) {
	start := list{[]int{1, 2}}
	for name, c := range map[string]struct {
		receive func(list, any) (list, assay.Effects)
		msg     any
	}{"to the state": {appending, 3}, "to the message": {appendingToMessage, []int{7, 8}}} {
		r := delivered(t, c.receive, start, c.msg)
		if r.Fault == nil || r.Fault.Finding != "pure" || !strings.Contains(r.Fault.Why, "spare capacity") || !strings.Contains(r.Fault.Why, "hint:") {
			t.Errorf("%s: %+v, expected the finding that it writes into spare capacity", name, r.Fault)
		}
		if r.Fault != nil && r.Fault.Dead {
			t.Errorf("%s: there is an answer to go on with, and the fault is dead", name)
		}
	}
	if r := delivered(t, cloning, start, 3); r.Fault != nil {
		t.Errorf("a handler that appends to a copy: %+v, expected no fault", r.Fault)
	}
}

// TestSpareCapacityOfDisk does the same with a slice that was read from the disk.
func TestSpareCapacityOfDisk(t *testing.T) {
	a := quietly(assay.Persist("items", []int{1, 2}))
	a.recover = func(d assay.Disk) (int, assay.Effects) {
		return len(append(assay.Load[[]int](d, "items").Or(nil), 3)), nil
	}
	s := build(t, assay.System{Name: "one", Actors: []assay.Participant{assay.Spawn("a", a)}, Assume: assay.Assumptions{Crashes: assay.AtMost(1)}})
	st := do(t, s, begin(t, s), Crash)
	r := s.React(0, st.Locals[0], Input{Kind: Recover}, nil)
	if r.Fault == nil || r.Fault.Finding != "pure" {
		t.Errorf("%+v, expected the finding that it writes into spare capacity", r.Fault)
	}
}

func TestReactFindings(t *testing.T) {
	calls := 0
	for name, c := range map[string]struct {
		receive func(list, any) (list, assay.Effects)
		finding string
		dead    bool
		says    string
	}{
		"overwrites":  {overwriting, "pure", false, "Receive of a"},
		"panics":      {func(list, any) (list, assay.Effects) { panic("ouch") }, "total", true, "ouch (react_test.go:"},
		"index":       {func(s list, _ any) (list, assay.Effects) { return list{s.Items[5:]}, nil }, "total", true, "out of range"},
		"counts":      {func(s list, _ any) (list, assay.Effects) { calls++; return list{[]int{calls}}, nil }, "deterministic", false, "differently"},
		"sends calls": {func(s list, _ any) (list, assay.Effects) { calls++; return s, assay.Effects{assay.Send("a", calls)} }, "deterministic", false, "differently"},
		"sometimes": {func(s list, _ any) (list, assay.Effects) {
			if calls++; calls%2 == 0 {
				panic("even")
			}
			return s, nil
		}, "deterministic", true, "panics on one run"},
		"timer": {func(s list, _ any) (list, assay.Effects) { return s, assay.Effects{assay.SetTimer("t", 1)} }, "handled", true, "no Timeout method"},
		"clock": {func(s list, _ any) (list, assay.Effects) { return s, assay.Effects{assay.ReadClock()} }, "handled", true, "reads the clock"},
	} {
		r := delivered(t, c.receive, list{[]int{1, 2}}, 3)
		if r.Fault == nil || r.Fault.Finding != c.finding || r.Fault.Dead != c.dead || !strings.Contains(r.Fault.Why, c.says) {
			t.Errorf("%s: fault %+v, expected %s (dead %v) that says %q", name, r.Fault, c.finding, c.dead, c.says)
		}
	}
}

// TestReactErrors are what shows only in running that a System is not well formed.
//
//assay:ignore sealed nil is sent on purpose, and given for an effect: that it is refused is what is tested
func TestReactErrors(t *testing.T) {
	for name, c := range map[string]struct {
		effect assay.Effect
		says   string
	}{
		"nobody":      {assay.Send("nobody", 1), "hint: there are [a]"},
		"nil message": {assay.Send("a", nil), "nil message"},
		"function":    {assay.Send("a", func() {}), "no plain value: any.(SendEffect).Message.(func()) is a function"},
		"NaN on disk": {assay.Persist("k", map[float64]int{math.NaN(): 1}), "no plain value"},
		"nil effect":  {nil, "nil effect"},
	} {
		r := delivered(t, func(s int, _ any) (int, assay.Effects) { return s, assay.Effects{c.effect} }, 0, "go")
		if r.Err == nil || !strings.Contains(r.Err.Error(), c.says) {
			t.Errorf("%s: error %v, expected one that says %q", name, r.Err, c.says)
		}
	}
}

// narrow handles messages of its own interface alone.
type narrow struct{}

type narrowMsg interface{ narrow() }

type known struct{}

func (known) narrow() {}

func (narrow) Start(assay.ID) (int, assay.Effects) { return 0, nil }
func (narrow) Receive(_ assay.ID, s int, _ assay.ID, _ narrowMsg) (int, assay.Effects) {
	return s + 1, nil
}

func TestUnhandled(t *testing.T) {
	s := build(t, assay.System{Name: "narrow", Actors: []assay.Participant{assay.Spawn("a", narrow{})}})
	st := begin(t, s)
	for _, react := range []Reactor{s.plainly, s.Trusting()} {
		if r := react(0, st.Locals[0], Input{Kind: Deliver, Envelope: s.letter(t, 0, known{})}); r.Fault != nil || r.Quiet {
			t.Errorf("a message of its own: %+v", r.Fault)
		}
		r := react(0, st.Locals[0], Input{Kind: Deliver, Envelope: s.letter(t, 0, "noise")})
		if r.Fault == nil || r.Fault.Finding != "handled" || !strings.Contains(r.Fault.Why, "a received a string, which narrow does not handle") {
			t.Errorf("a message of nobody's: %+v, expected a finding", r.Fault)
		}
	}
}

// TestQuiet is what a delivery that changes nothing is: any state, timer, disk, message or mark that changes makes it a step.
func TestQuiet(t *testing.T) {
	for name, c := range map[string]struct {
		effects []assay.Effect
		add     int
		quiet   bool
	}{
		"nothing":               {nil, 0, true},
		"the state":             {nil, 1, false},
		"a message":             {[]assay.Effect{assay.Send("a", 1)}, 0, false},
		"a timer":               {[]assay.Effect{assay.SetTimer("new", 1)}, 0, false},
		"a timer set again":     {[]assay.Effect{assay.SetTimer("set", 9)}, 0, true},
		"a timer unset":         {[]assay.Effect{assay.StopTimer("set")}, 0, false},
		"no timer unset":        {[]assay.Effect{assay.StopTimer("new")}, 0, true},
		"the disk":              {[]assay.Effect{assay.Persist("k", 2)}, 0, false},
		"the disk as it was":    {[]assay.Effect{assay.Persist("k", 1)}, 0, true},
		"the disk and back":     {[]assay.Effect{assay.Persist("k", 2), assay.Persist("k", 1), assay.Sync()}, 0, true},
		"an erased key":         {[]assay.Effect{assay.Erase("k")}, 0, false},
		"no key erased":         {[]assay.Effect{assay.Erase("other")}, 0, true},
		"an operation":          {[]assay.Effect{assay.Invoke("get")}, 0, false},
		"a broadcast to nobody": {[]assay.Effect{assay.Broadcast(nil, 1)}, 0, true},
	} {
		a := quietly(assay.SetTimer("set", 1), assay.Persist("k", 1))
		a.receive = func(s int, _ any) (int, assay.Effects) { return s + c.add, c.effects }
		s := buildTracking(t, assay.System{Name: "q", Actors: []assay.Participant{assay.Spawn("a", a)}, Assume: assay.Assumptions{Crashes: assay.Unlimited}}, Track{History: true})
		st := begin(t, s)
		r := s.React(0, st.Locals[0], Input{Kind: Deliver, Envelope: s.letter(t, 0, "go")}, nil)
		if r.Fault != nil || r.Err != nil || r.Quiet != c.quiet {
			t.Errorf("%s: quiet is %v, expected %v (%v %v)", name, r.Quiet, c.quiet, r.Fault, r.Err)
		}
	}
}
