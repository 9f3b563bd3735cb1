package telling_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/internal/step"
	"github.com/assay-dev/assay/internal/telling"
	"github.com/assay-dev/assay/trace"
)

type (
	note struct{ Text string }
	done struct{}
)

// teller sends both listeners a note when it starts, and answers one with another note and, to all, that it is done.
type teller struct{ recovers bool }

func (teller) Start(assay.ID) (int, assay.Effects) {
	return 0, assay.Effects{assay.Broadcast([]assay.ID{"a", "b"}, note{"hello"})}
}

func (teller) Receive(_ assay.ID, n int, from assay.ID, _ any) (int, assay.Effects) {
	return n + 1, assay.Effects{assay.Broadcast([]assay.ID{"a", "b"}, done{}), assay.Send(from, note{strings.Repeat("x", 500)}),
		assay.SetTimer("a while", 1)}
}

func (teller) Timeout(_ assay.ID, n int, _ string) (int, assay.Effects) { return n + 1, nil }

type lasting struct{ teller }

func (lasting) Recover(assay.ID, assay.Disk) (int, assay.Effects) { return 0, nil }

type listener struct{}

func (listener) Start(assay.ID) (bool, assay.Effects) { return false, nil }

func (listener) Receive(_ assay.ID, heard bool, from assay.ID, msg any) (bool, assay.Effects) {
	if _, ok := msg.(note); ok && !heard {
		return true, assay.Effects{assay.Send(from, done{})}
	}
	return heard, nil
}

func open(t *testing.T, lasts bool, assume assay.Assumptions) (*step.System, step.Reactor, step.State) {
	t.Helper()
	first := assay.Spawn("teller", teller{})
	if lasts {
		first = assay.Spawn("teller", lasting{})
	}
	sys, err := step.New(assay.System{Name: "told", Actors: []assay.Participant{first, assay.Spawn("a", listener{}), assay.Spawn("b", listener{})}, Assume: assume}, step.Track{Disks: true})
	if err != nil {
		t.Fatal(err)
	}
	react := sys.Trusting()
	initial, reaction := sys.Initial(react)
	if reaction != nil {
		t.Fatal(reaction.Err)
	}
	return sys, react, initial[0]
}

// take finds the step that begins with these words, and where it leads.
func take(t *testing.T, sys *step.System, react step.Reactor, st step.State, kind string, to assay.ID) (trace.Step, step.State) {
	t.Helper()
	for _, s := range sys.Steps(st, step.Listed, react) {
		if said := telling.Describe(sys, st, s); said.Kind == kind && said.To == to {
			next, err := sys.Do(st, s)
			if err != nil {
				t.Fatal(err)
			}
			return said, next
		}
	}
	t.Fatalf("no %s of %s is enabled", kind, to)
	return trace.Step{}, st
}

// TestSends: a step tells what was sent to whom, those who are sent the same together, and not without end.
func TestSends(t *testing.T) {
	sys, react, st := open(t, false, assay.Assumptions{})
	if start := telling.Start(sys, st); !slices.Equal(start, []trace.Opening{{ID: "teller", Sends: `-> a, b: note{Text: "hello"}`}}) {
		t.Errorf("the start tells %v", start)
	}
	heard, st := take(t, sys, react, st, "deliver", "a")
	if heard.Sends != "-> teller: done" {
		t.Errorf("a sends %q", heard.Sends)
	}
	answered, st := take(t, sys, react, st, "deliver", "teller")
	if !strings.HasPrefix(answered.Sends, `-> a: done, note{Text: "xxx`) || len(answered.Sends) > 410 || !strings.HasSuffix(answered.Sends, "…") {
		t.Errorf("the teller sends %q", answered.Sends)
	}
	if silent, _ := take(t, sys, react, st, "timeout", "teller"); silent.Sends != "" || silent.What != "a while" {
		t.Errorf("the timer tells %+v", silent)
	}
}

// TestLoses: a crash tells what is gone, and what is not.
func TestLoses(t *testing.T) {
	crashes := func(a assay.Assumptions) assay.Assumptions {
		a.Per = map[assay.ID]assay.Own{"teller": {Crashes: assay.AtMost(1), Disk: a.Disk}}
		return a
	}
	for _, test := range []struct {
		lasts  bool
		assume assay.Assumptions
		want   string
	}{
		{false, assay.Assumptions{}, "loses 0"},
		{true, assay.Assumptions{}, "loses 0, keeps its disk"},
		{true, assay.Assumptions{Disk: assay.Wiped}, "loses 0, and its disk is wiped"},
		{true, assay.Assumptions{Order: assay.FIFO}, "loses 0 and 2 messages in its connections, keeps its disk"},
		{true, assay.Assumptions{Buffer: 3}, "loses 0 and 2 messages in its buffers, keeps its disk"},
	} {
		sys, react, st := open(t, test.lasts, crashes(test.assume))
		if crash, _ := take(t, sys, react, st, "crash", "teller"); crash.Note != test.want {
			t.Errorf("the crash of %+v tells %q, want %q", test, crash.Note, test.want)
		}
	}
}

// TestRedelivery: who reads of a redelivery learns that the message is still there.
func TestRedelivery(t *testing.T) {
	sys, react, st := open(t, false, assay.Assumptions{Duplicates: assay.AtMost(1)})
	if again, _ := take(t, sys, react, st, "redeliver", "a"); !strings.Contains(again.Note, "stays in flight") {
		t.Errorf("a redelivery tells %+v", again)
	}
}
