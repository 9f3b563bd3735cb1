package check

import (
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// asker wants one answer; with Retry it asks again by a timer until it has it, and with Endless it goes on talking to itself.
type asker struct{ Retry, Endless bool }

func (a asker) Start(self assay.ID) (bool, assay.Effects) {
	out := assay.Effects{assay.Send("b", msg0{})}
	if a.Retry {
		out = append(out, assay.SetTimer("again", time.Second))
	}
	if a.Endless {
		out = append(out, assay.Send(self, msg2{}))
	}
	return false, out
}

func (a asker) Receive(self assay.ID, done bool, _ assay.ID, m tableMsg) (bool, assay.Effects) {
	switch m.(type) {
	case msg1:
		return true, assay.Effects{assay.StopTimer("again")}
	case msg2:
		return done, assay.Effects{assay.Send(self, msg3{})}
	case msg3:
		return done, assay.Effects{assay.Send(self, msg2{})}
	case msg0: // nobody's
	}
	return done, nil
}

func (a asker) Timeout(_ assay.ID, done bool, _ string) (bool, assay.Effects) {
	return done, assay.Effects{assay.Send("b", msg0{}), assay.SetTimer("again", time.Second)}
}

// answerer answers what it is asked.
type answerer struct{}

func (answerer) Start(assay.ID) (int, assay.Effects) { return 0, nil }

func (answerer) Receive(_ assay.ID, s int, from assay.ID, m tableMsg) (int, assay.Effects) {
	return s, assay.Effects{assay.Send(from, msg1{})}
}

// gambler throws a coin until it shows heads: it may, and nothing makes it.
type gambler struct{}

func (gambler) Start(assay.ID) (bool, assay.Effects) {
	return false, assay.Effects{assay.Choose("coin", "heads", "tails")}
}

func (gambler) Receive(_ assay.ID, s bool, _ assay.ID, _ tableMsg) (bool, assay.Effects) {
	return s, nil
}

func (gambler) Chosen(_ assay.ID, s bool, c assay.Choice) (bool, assay.Effects) {
	if c.Option == "heads" {
		return true, nil
	}
	return s, assay.Effects{assay.Choose("coin", "heads", "tails")}
}

func asking(a asker, assume assay.Assumptions) assay.System {
	return assay.System{Name: "asking", Actors: []assay.Participant{assay.Spawn("a", a), assay.Spawn("b", answerer{})}, Assume: assume,
		Properties: []assay.Property{assay.Recovers("answered", func(v assay.View) bool { return v.Up("a") && assay.StateOf[bool](v, "a") })}}
}

// TestRecovers has the verdict of each, and for one that is violated the note on its behaviour.
func TestRecovers(t *testing.T) {
	few := assay.Assumptions{Duplicates: assay.Unlimited} // inboxes are sets: asking again keeps the system finite
	lossy := func(a assay.Assumptions) assay.Assumptions { a.Losses = assay.AtMost(2); return a }
	crashing := func(a assay.Assumptions, recoveries assay.Budget) assay.Assumptions {
		a.Crashes, a.Recoveries = assay.AtMost(1), recoveries
		return a
	}
	for name, c := range map[string]struct {
		sys     assay.System
		verdict evidence.Verdict
		says    string
	}{
		"reliable":                  {asking(asker{}, assay.Assumptions{}), evidence.Holds, "never more than 2"},
		"lossy without a retry":     {asking(asker{}, lossy(assay.Assumptions{})), evidence.Violated, "cannot be reached any more"},
		"lossy with a retry":        {asking(asker{Retry: true}, lossy(few)), evidence.Holds, "on the shortest way"},
		"endless talk is fair":      {asking(asker{Endless: true}, assay.Assumptions{}), evidence.Holds, "on the shortest way"},
		"crash with recovery":       {asking(asker{Retry: true}, crashing(few, assay.Unlimited)), evidence.Holds, "on the shortest way"},
		"crash without recovery":    {asking(asker{Retry: true}, crashing(few, assay.None)), evidence.Violated, "cannot be reached any more"},
		"a cut heals":               {asking(asker{}, assay.Assumptions{Cuts: assay.AtMost(1)}), evidence.Holds, "on the shortest way"},
		"no budget left for timers": {asking(asker{Retry: true}, assay.Assumptions{Losses: assay.AtMost(2), Firings: assay.AtMost(1)}), evidence.Unknown, "budget"},
	} {
		r, err := Run(t.Context(), c.sys)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		record, _ := r.Record("answered")
		if record.Verdict != c.verdict || !strings.Contains(record.Why, c.says) {
			t.Errorf("%s: %s: %s, expected %s: %q\n%v", name, record.Verdict, record.Why, c.verdict, c.says, record.Trace)
		}
		if (record.Verdict == evidence.Violated) != (record.Trace != nil) {
			t.Errorf("%s: %s, with the trace %v", name, record.Verdict, record.Trace)
		}
	}
}

// TestRecoversLasso is a behaviour that goes round for ever though the goal stays possible.
func TestRecoversLasso(t *testing.T) {
	sys := assay.System{Name: "coin", Actors: []assay.Participant{assay.Spawn("a", gambler{})},
		Properties: []assay.Property{assay.Recovers("heads", func(v assay.View) bool { return assay.StateOf[bool](v, "a") })}}
	r, err := Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	record, _ := r.Record("heads")
	if record.Verdict != evidence.Violated || record.Trace == nil || !strings.Contains(record.Trace.Note, "step 1 goes on for ever") {
		t.Errorf("%s: %s\n%v", record.Verdict, record.Why, record.Trace)
	}
}
