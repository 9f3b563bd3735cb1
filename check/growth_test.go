package check_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

type (
	charge struct{ Cents int }
	ack    struct{}
)

// payer charges a till, and charges it again whenever its timer fires.
type payer struct{ Till assay.ID }

func (p payer) Start(self assay.ID) (bool, assay.Effects) { return false, p.charge() }

func (p payer) Receive(self assay.ID, paid bool, from assay.ID, m ack) (bool, assay.Effects) {
	return true, nil
}

func (p payer) Timeout(self assay.ID, paid bool, timer string) (bool, assay.Effects) {
	return paid, p.charge()
}

func (p payer) charge() assay.Effects {
	return assay.Effects{assay.Send(p.Till, charge{Cents: 100}), assay.SetTimer("again", time.Second)}
}

// till answers charges.
type till struct{}

func (till) Start(self assay.ID) (bool, assay.Effects) { return false, nil }

func (till) Receive(self assay.ID, taken bool, from assay.ID, m charge) (bool, assay.Effects) {
	return true, assay.Effects{assay.Send(from, ack{})}
}

// scribe writes down every note and sends itself the next one.
type scribe struct{}

func (scribe) Start(self assay.ID) ([]string, assay.Effects) {
	return nil, assay.Effects{assay.Send(self, ack{})}
}

func (scribe) Receive(self assay.ID, notes []string, from assay.ID, m ack) ([]string, assay.Effects) {
	next := append([]string(nil), notes...)
	return append(next, fmt.Sprint("note ", len(notes))), assay.Effects{assay.Send(self, ack{})}
}

func never(v assay.View) bool { return false }

func payers(a assay.Assumptions) assay.System {
	return assay.System{Name: "payers", Assume: a, Properties: []assay.Property{assay.Sometimes("never", never)},
		Actors: []assay.Participant{assay.Spawn("order0", payer{"payment"}), assay.Spawn("payment", till{})}}
}

// counter counts what it receives, and starter sends one such when it starts.
type counter struct{}

func (counter) Start(self assay.ID) (int, assay.Effects) { return 0, nil }

func (counter) Receive(self assay.ID, n int, from assay.ID, m ack) (int, assay.Effects) {
	return n + 1, nil
}

type starter struct{}

func (starter) Start(self assay.ID) (bool, assay.Effects) {
	return false, assay.Effects{assay.Send("counter", ack{})}
}

func (starter) Receive(self assay.ID, s bool, from assay.ID, m ack) (bool, assay.Effects) {
	return s, nil
}

func counters(a assay.Assumptions) assay.System {
	return assay.System{Name: "counters", Assume: a, Properties: []assay.Property{assay.Sometimes("never", never)},
		Actors: []assay.Participant{assay.Spawn("starter", starter{}), assay.Spawn("counter", counter{})}}
}

// starters deliver nothing: the counter works for a moment in the far future alone.
func starters(a assay.Assumptions) assay.System {
	sys := counters(a)
	sys.Actors[1] = assay.Spawn("counter", starter{})
	return sys
}

// TestGrowthIsNamed holds the hint of a search that ended at a bound to what grows, and to being the same for any number of workers.
func TestGrowthIsNamed(t *testing.T) {
	scribes := assay.System{Name: "scribes", Actors: []assay.Participant{assay.Spawn("scribe", scribe{})},
		Properties: []assay.Property{assay.Sometimes("never", never)}}
	for _, c := range []struct {
		name    string
		system  assay.System
		options []check.Option
		says    []string // nothing where there must be no hint
	}{
		{"a timer that resends", payers(assay.Assumptions{}), []check.Option{check.States(500)},
			[]string{"\nhint: what grows: ", " in flight ", "(Firings: assay.AtMost(n)), or let inboxes be sets (Duplicates: assay.Unlimited), or the system (System.Within)"}},
		{"firings", payers(assay.Assumptions{}), []check.Option{check.Depth(12)}, []string{"\nhint: firings are unlimited: 11 of the 11 steps on the way to the state that was found last spend one"}},
		{"duplicates", counters(assay.Assumptions{Duplicates: assay.Unlimited}), []check.Option{check.States(200)}, []string{"\nhint: duplicates are unlimited: "}},
		{"duplicates on FIFO", counters(assay.Assumptions{Order: assay.FIFO, Duplicates: assay.Unlimited}), []check.Option{check.States(200)}, []string{"\nhint: duplicates are unlimited: "}},
		{"crashes", starters(assay.Assumptions{Crashes: assay.Unlimited}), []check.Option{check.States(200)}, []string{"\nhint: crashes are unlimited: "}},
		{"lies", counters(assay.Assumptions{Per: map[assay.ID]assay.Own{"starter": {Lies: assay.Unlimited, Says: []any{ack{}}}}}), []check.Option{check.States(200)}, []string{"\nhint: lies are unlimited: "}},
		{"by depth", payers(assay.Assumptions{}), []check.Option{check.Depth(20)}, []string{"\nhint: what grows: ", " x charge in flight order0 -> payment"}},
		{"a state", scribes, []check.Option{check.States(500)}, []string{"\nhint: what grows: the state of scribe, from ", "(System.Within)"}},
		{"too soon", payers(assay.Assumptions{}), []check.Option{check.Depth(3)}, nil},
		{"accepted", payers(assay.Assumptions{}), []check.Option{check.States(500), check.AcceptUnknown("a story")}, nil},
		{"few timeouts", payers(assay.Assumptions{Firings: assay.AtMost(3)}), []check.Option{check.States(5)}, nil},
	} {
		why := ""
		for _, workers := range []int{1, 2, 3} {
			result, err := check.Run(t.Context(), c.system, append(c.options, check.Workers(workers))...)
			if err != nil {
				t.Fatal(err)
			}
			record := result.Records[0]
			if record.Verdict != evidence.Unknown || why != "" && why != record.Why {
				t.Errorf("%s: with %d workers %s, %q, before %q", c.name, workers, record.Verdict, record.Why, why)
			}
			why = record.Why
		}
		if len(c.says) == 0 && strings.Contains(why, "what grows") {
			t.Errorf("%s: %q, expected no hint", c.name, why)
		}
		for _, text := range c.says {
			if !strings.Contains(why, text) {
				t.Errorf("%s: it does not say %q: %q", c.name, text, why)
			}
		}
		t.Logf("%s: %s", c.name, why)
	}
}

// TestGrowthEnds holds that a system which is bounded as the hint says is decided.
func TestGrowthEnds(t *testing.T) {
	result, err := check.Run(t.Context(), payers(assay.Assumptions{Firings: assay.AtMost(3)}))
	if err != nil || result.Verdict() != evidence.Violated {
		t.Errorf("%v, %v, expected that it is never reached", result.Verdict(), err)
	}
}

// TestUnlimitedBudgetsAreListed is about a search depth first, whose last state is another in every run.
func TestUnlimitedBudgetsAreListed(t *testing.T) {
	sys := payers(assay.Assumptions{Crashes: assay.Unlimited, Losses: assay.AtMost(1)})
	result, err := check.Run(t.Context(), sys, check.DepthFirst(), check.States(500), check.Workers(2))
	if err != nil || !strings.HasSuffix(result.Records[0].Why, "\nhint: there is no limit on crashes, firings; assay.AtMost(n) is finite") {
		t.Errorf("%v, %q, expected the budgets", err, result.Records[0].Why)
	}
}
