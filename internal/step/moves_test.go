package step

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
)

// listOf are the enabled steps in words.
func listOf(s *System, st State) (words []string) {
	for _, step := range s.Steps(st, Listed, s.plainly) {
		word := fmt.Sprint(step.Kind, " ", s.Actors[step.Actor].ID)
		switch step.Kind {
		case Deliver, Redeliver, Lose:
			from, message := s.Open(step.Envelope)
			word += fmt.Sprint(" ", s.Fresh(message), " of ", s.Actors[from].ID)
		case Timeout:
			word += " " + step.Timer
		}
		words = append(words, word)
	}
	return words
}

func wantSteps(t *testing.T, s *System, what string, st State, want ...string) {
	t.Helper()
	if got := listOf(s, st); !slices.Equal(got, want) {
		t.Errorf("%s: the enabled steps are\n%q, expected\n%q", what, got, want)
	}
}

// busy sends from two participants to each other and themselves, and has timers and a disk.
func busy(assume assay.Assumptions) assay.System {
	return assay.System{Name: "busy", Assume: assume, Actors: []assay.Participant{
		assay.Spawn("a", quietly(assay.SetTimer("late", 1), assay.SetTimer("early", 2), assay.Broadcast([]assay.ID{"b", "a"}, "y"), assay.Send("b", "x"))),
		assay.Spawn("b", quietly(assay.Send("a", "y"), assay.Send("b", "w"))),
	}}
}

// TestMovesOrder lists every kind: kinds in the order of DESIGN's table, then receiver, sender and message.
func TestMovesOrder(t *testing.T) {
	s := build(t, busy(assay.Assumptions{Losses: assay.AtMost(1), Duplicates: assay.AtMost(1), Crashes: assay.AtMost(2)}))
	st := begin(t, s)
	deliveries := []string{" a y of a", " a y of b", " b x of a", " b y of a", " b w of b"}
	var want []string
	for _, kind := range []string{"deliver", "redeliver", "lose"} {
		for _, delivery := range deliveries {
			want = append(want, kind+delivery)
		}
	}
	wantSteps(t, s, "at the start", st, append(want, "timeout a early", "timeout a late", "crash a", "crash b")...)
	st = do(t, s, st, Crash)
	wantSteps(t, s, "a is down", st, "deliver b x of a", "deliver b y of a", "deliver b w of b", "redeliver b x of a", "redeliver b y of a", "redeliver b w of b",
		"lose a y of a", "lose a y of b", "lose b x of a", "lose b y of a", "lose b w of b", "crash b", "recover a")
	st = do(t, s, do(t, s, do(t, s, st, Lose), Redeliver), Recover)
	wantSteps(t, s, "all spent but a crash", st, "deliver a y of b", "deliver b x of a", "deliver b y of a", "deliver b w of b", "crash a", "crash b")
	wantSteps(t, s, "all spent", do(t, s, st, Crash), "deliver b x of a", "deliver b y of a", "deliver b w of b", "recover a")
}

// TestFIFOMoves offers the heads alone, to deliver, to deliver twice and to lose.
func TestFIFOMoves(t *testing.T) {
	s := build(t, busy(assay.Assumptions{Order: assay.FIFO, Losses: assay.Unlimited, Duplicates: assay.AtMost(1), Firings: assay.None}))
	wantSteps(t, s, "at the start", begin(t, s), "deliver a y of a", "deliver a y of b", "deliver b y of a", "deliver b w of b",
		"redeliver a y of a", "redeliver a y of b", "redeliver b y of a", "redeliver b w of b",
		"lose a y of a", "lose a y of b", "lose b y of a", "lose b w of b")
}

// TestCrashOnFIFO ends connections both ways.
func TestCrashOnFIFO(t *testing.T) {
	s := build(t, busy(assay.Assumptions{Order: assay.FIFO, Crashes: assay.AtMost(1), Firings: assay.None}))
	st := do(t, s, begin(t, s), Crash)
	wantInbox(t, s, "of one that is down", st.Inboxes[0], "closed")
	wantInbox(t, s, "of the other", st.Inboxes[1], 1, "w")
	wantSteps(t, s, "a is down", st, "deliver b w of b", "recover a")
}

// TestMovesAreSorted follows busy to its end under many assumptions, and wants the list of every state in strictly canonical order: so
// no two steps of a list are the same.
func TestMovesAreSorted(t *testing.T) {
	for _, assume := range []assay.Assumptions{
		{Losses: assay.AtMost(1), Duplicates: assay.AtMost(1), Crashes: assay.AtMost(1)},
		{Order: assay.FIFO, Losses: assay.AtMost(1), Crashes: assay.AtMost(2)},
		{Duplicates: assay.Unlimited, Losses: assay.AtMost(2), Links: []assay.Link{{From: "a", To: "b", Order: assay.FIFO, Duplicates: assay.AtMost(1)}}},
	} {
		s := build(t, busy(assume))
		queue, known := []State{begin(t, s)}, map[string]bool{}
		for len(queue) > 0 && len(known) < 400 {
			st := queue[0]
			queue = queue[1:]
			steps := s.Steps(st, Listed, s.Trusting())
			for i := range steps {
				if i > 0 && s.compareSteps(steps[i-1], steps[i]) >= 0 {
					t.Fatalf("%+v: steps %d and %d are out of order in %q", assume, i-1, i, listOf(s, st))
				}
				next, err := s.Do(st, steps[i])
				if err != nil {
					t.Fatal(err)
				}
				if key := next.Key(); !known[key] {
					known[key] = true
					queue = append(queue, next)
				}
			}
		}
		if len(known) < 50 {
			t.Errorf("%+v: %d states, expected more to look at", assume, len(known))
		}
	}
}

func (s *System) compareSteps(a, b Step) int {
	c := cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Timer, b.Timer))
	if c != 0 || a.Kind > Lose {
		return c
	}
	fromA, messageA := s.Open(a.Envelope)
	fromB, messageB := s.Open(b.Envelope)
	return cmp.Or(cmp.Compare(fromA, fromB), cmp.Compare(s.Bytes(messageA), s.Bytes(messageB)))
}

func TestTimers(t *testing.T) {
	a := quietly(assay.SetTimer("b", 1), assay.SetTimer("a", 1), assay.SetTimer("c", 1), assay.SetTimer("a", 2), assay.StopTimer("c"), assay.StopTimer("d"))
	a.timeout = func(s int, timer string) (int, assay.Effects) {
		if s > 0 {
			return s, assay.Effects{assay.SetTimer(timer, 1)}
		}
		return s + 1, assay.Effects{assay.SetTimer("z", 1)}
	}
	s := build(t, assay.System{Name: "timers", Actors: []assay.Participant{assay.Spawn("a", a)}, Assume: assay.Assumptions{Firings: assay.AtMost(2)}})
	st := begin(t, s)
	wantSteps(t, s, "set twice is set once, and stopped is not set", st, "timeout a a", "timeout a b")
	st = do(t, s, st, Timeout)
	wantSteps(t, s, "one that fired is unset", st, "timeout a b", "timeout a z")
	if again := s.Steps(st, Full, s.plainly); len(again) != 0 {
		t.Errorf("a timeout that changes nothing and sets its timer again is a step: %d of them", len(again))
	}
	st = do(t, s, st, Timeout)
	wantSteps(t, s, "two firings are spent", st)
}

// TestTimersAndDisksThatNothingSees are no part of the state, so that an unused Persist changes no count.
func TestTimersAndDisksThatNothingSees(t *testing.T) {
	for _, c := range []struct {
		name         string
		assume       assay.Assumptions
		track        Track
		timers, disk bool
	}{
		{"by default", assay.Assumptions{}, Track{}, true, false},
		{"no timer fires", assay.Assumptions{Firings: assay.None}, Track{}, false, false},
		{"this one's do not", assay.Assumptions{Per: map[assay.ID]assay.Own{"a": {Firings: assay.None}}}, Track{}, false, false},
		{"a property reads timers", assay.Assumptions{Firings: assay.None}, Track{Timers: true}, true, false},
		{"a property reads disks", assay.Assumptions{}, Track{Disks: true}, true, true},
		{"it crashes", assay.Assumptions{Crashes: assay.AtMost(1)}, Track{}, true, true},
		{"another crashes", assay.Assumptions{Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}}}, Track{}, true, false},
		{"it crashes for good", assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None}, Track{}, true, false},
	} {
		sys := idle(c.assume, "a", "b")
		sys.Actors[0] = assay.Spawn("a", quietly(assay.SetTimer("t", 1), assay.Persist("k", 1)))
		s := buildTracking(t, sys, c.track)
		l := begin(t, s).Locals[0]
		if (len(l.Timers) > 0) != c.timers || (len(l.Disk) > 0) != c.disk {
			t.Errorf("%s: timers %v, disk %v; expected %v, %v", c.name, l.Timers, l.Disk, c.timers, c.disk)
		}
		if s.TimersKept(0) != c.timers || s.DisksKept(0) != c.disk {
			t.Errorf("%s: says that timers are kept %v, disks %v", c.name, s.TimersKept(0), s.DisksKept(0))
		}
	}
}

func TestDisks(t *testing.T) {
	a := quietly(assay.Persist("b", 1), assay.Persist("a", []int{1}), assay.Persist("b", 2), assay.Persist("c", 3), assay.Erase("c"), assay.Erase("d"), assay.Sync())
	var found []string
	a.recover = func(d assay.Disk) (int, assay.Effects) {
		found = []string{fmt.Sprint(d.Keys()), fmt.Sprint(assay.Load[[]int](d, "a"), assay.Load[int](d, "b"))}
		return 7, assay.Effects{assay.Erase("a"), assay.SetTimer("t", 1)}
	}
	s := build(t, assay.System{Name: "disks", Actors: []assay.Participant{assay.Spawn("a", a)}, Assume: assay.Assumptions{Crashes: assay.Unlimited}})
	st := do(t, s, begin(t, s), Crash)
	if l := st.Locals[0]; l.Up || l.State != "" || len(l.Timers) > 0 {
		t.Errorf("one that crashed is %+v, expected nothing but its disk", l)
	}
	st = do(t, s, st, Recover)
	if !slices.Equal(found, []string{"[a b]", "[1] 2"}) {
		t.Errorf("it recovers with %v", found)
	}
	if l := st.Locals[0]; !l.Up || s.StateValue(0, l.State) != 7 || len(l.Disk) != 1 || !slices.Contains(l.Timers, "t") {
		t.Errorf("it comes up as %+v, expected state 7, a timer and one key", l)
	}
}

// TestLast keeps what a crashed participant last had where a property reads it.
func TestLast(t *testing.T) {
	sys := idle(assay.Assumptions{Crashes: assay.AtMost(1)}, "a")
	sys.Actors[0] = assay.Spawn("a", scripted[int]{start: func() (int, assay.Effects) { return 5, nil }})
	for _, last := range []bool{false, true} {
		s := buildTracking(t, sys, Track{Last: last})
		down := do(t, s, begin(t, s), Crash).Locals[0]
		if down.Up || (down.State != "") != last {
			t.Errorf("with Last %v one that is down is %+v", last, down)
		}
		if up := do(t, s, do(t, s, begin(t, s), Crash), Recover).Locals[0]; s.StateValue(0, up.State) != 5 {
			t.Errorf("one without Recover does not start again: %+v", up)
		}
	}
}

// TestModes leaves out what each mode says, and nothing else.
func TestModes(t *testing.T) {
	a := quietly(assay.Send("a", "m"))
	a.start = func() (int, assay.Effects) {
		return 0, assay.Effects{assay.Send("a", "m"), assay.SetTimer("t", 1)}
	}
	a.timeout = func(s int, timer string) (int, assay.Effects) { return s, assay.Effects{assay.SetTimer(timer, 1)} }
	sys := assay.System{Name: "modes", Actors: []assay.Participant{assay.Spawn("a", a)}, Assume: assay.Assumptions{Losses: assay.Unlimited}}
	for mode, want := range map[Mode][]Kind{Listed: {Deliver, Lose, Timeout}, Counted: {Deliver, Lose, Timeout}, Full: {Deliver, Lose}, Reduced: nil,
		LeaveIgnored: {Lose, Timeout}, LeaveLosses: {Deliver, Timeout}} {
		s := build(t, sys)
		var got []Kind
		for _, step := range s.Steps(begin(t, s), mode, s.plainly) {
			got = append(got, step.Kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("mode %b lists %v, expected %v", mode, got, want)
		}
	}
	sys.Assume.Order = assay.FIFO
	s := build(t, sys)
	if steps := s.Steps(begin(t, s), Reduced, s.plainly); len(steps) != 2 {
		t.Errorf("on a FIFO link %d steps are left, expected the delivery and the loss: what comes behind waits for them", len(steps))
	}
}

// TestLocalsAreValues changes copies of one Local in all ways: none may show in it, though there is room behind what they share.
func TestLocalsAreValues(t *testing.T) {
	l := Local{Timers: append(make([]string, 0, 8), "b", "d"), Disk: append(make([]Entry, 0, 8), Entry{"b", 1}, Entry{"d", 2})}
	want := l.Key()
	var copies []Local
	var keys []string
	for _, change := range []func(*Local){
		func(l *Local) { l.setTimer("a", 0, false) }, func(l *Local) { l.setTimer("e", 0, false) }, func(l *Local) { l.setTimer("c", 0, false) }, func(l *Local) { l.stopTimer("b") },
		func(l *Local) { l.write("a", 3) }, func(l *Local) { l.write("b", 4) }, func(l *Local) { l.write("e", 5) }, func(l *Local) { l.erase("b") },
	} {
		next := l
		change(&next)
		copies, keys = append(copies, next), append(keys, next.Key())
	}
	for i := range copies {
		if copies[i].Key() != keys[i] || keys[i] == want {
			t.Errorf("change %d is %+v", i, copies[i])
		}
	}
	if l.Key() != want || slices.Contains(l.Timers[:8], "e") || l.Disk[:3][2] != (Entry{}) {
		t.Errorf("the Local was changed to %+v", l)
	}
}

// TestSendsToOneTwice come as two messages, whatever is sent to others between them, and in order.
func TestSendsToOneTwice(t *testing.T) {
	sys := idle(assay.Assumptions{Order: assay.FIFO}, "a", "b", "c")
	sys.Actors[1] = assay.Spawn("b", starting(assay.Broadcast([]assay.ID{"c", "a", "c", "b"}, "z"), assay.Send("a", "y"), assay.Send("c", "x"), assay.Send("b", "w")))
	s := build(t, sys)
	st := begin(t, s)
	wantInbox(t, s, "of a", st.Inboxes[0], 1, "z", 1, "y")
	wantInbox(t, s, "of the sender", st.Inboxes[1], 1, "z", 1, "w")
	wantInbox(t, s, "of c", st.Inboxes[2], 1, "z", 1, "z", 1, "x")
}

// TestOwnBudgets are not a share of the System's.
func TestOwnBudgets(t *testing.T) {
	s := build(t, idle(assay.Assumptions{Crashes: assay.AtMost(1), Recoveries: assay.None, Per: map[assay.ID]assay.Own{"b": {Crashes: assay.AtMost(1)}, "c": {Crashes: assay.None}}}, "a", "b", "c"))
	st := begin(t, s)
	wantSteps(t, s, "at the start", st, "crash a", "crash b")
	st = do(t, s, st, Crash)
	wantSteps(t, s, "the common one is spent", st, "crash b")
	wantSteps(t, s, "both are spent", do(t, s, st, Crash))
	if s.MayBeDown(2) || !s.MayBeDown(1) {
		t.Error("c may crash, or b may not")
	}
}
