package rollout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	. "github.com/assay-dev/assay/examples/rollout"
	"github.com/assay-dev/assay/people"
)

var (
	none   = assay.Assumptions{Mistakes: assay.None}
	one    = assay.Assumptions{Mistakes: assay.AtMost(1)}
	two    = assay.Assumptions{Mistakes: assay.AtMost(2)}
	gated  = people.Interlocks{OneAtATime: true, Freshness: true}
	narrow = Setup{Operators: 1, Runbook: LookAlways(), Locks: gated}
)

// rows are the table of the page on people: how the rollout is run, and how many mistakes there are.
var rows = []Setup{
	{Name: "look-once", Operators: 1, Runbook: LookOnce(), Assume: none},
	{Name: "look-once/one-mistake", Operators: 1, Runbook: LookOnce(), Assume: one},
	{Name: "gated", Operators: 1, Runbook: LookAlways(), Locks: gated, Assume: one},
	{Name: "gated/two-operators", Operators: 2, Runbook: LookAlways(), Locks: gated, Assume: one},
	{Name: "gated/two-mistakes", Operators: 1, Runbook: LookAlways(), Locks: gated, Assume: two},
}

// TestTable holds the verdicts, the lengths of the shortest traces and the numbers of states to the golden table: each row with a good
// version and with a bad one.
func TestTable(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-36s %8s  %-9s %-9s\n", "", "states", "P1", "P2")
	for _, row := range rows {
		for _, version := range []string{"good", "bad"} {
			with := row
			with.Name, with.Bad = row.Name+"/"+version, version == "bad"
			result, err := check.Run(t.Context(), System(with))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&table, "%-36s %8d  %-9s %-9s\n", with.Name, result.States, told(t, result, P1), told(t, result, P2))
		}
	}
	golden(t, "table.golden", table.String())
}

// Against malice two persons are not enough, as long as the honest one looks at what is stale. With freshness they are.
func TestMaliceAgainstTwoPersons(t *testing.T) {
	locks := people.Interlocks{OneAtATime: true, BlastRadius: 1, TwoPersons: true}
	two := Malicious(locks)
	two.Name = "rollout/malice-two-persons"
	check.Violates(t, two, P1)
	locks.Freshness = true
	fresh := Malicious(locks)
	fresh.Name = "rollout/malice-two-persons-fresh"
	check.Test(t, fresh)
}

// What cures the rollout that looks once: the interlock that is left out wherever it breaks.
func TestSweepLookOnce(t *testing.T) {
	sys := System(Setup{Name: "look-once-with-interlocks", Operators: 1, Runbook: LookOnce(), Locks: gated, Assume: none, Bad: true})
	swept := check.Sweep(t, sys, check.Dimensions(
		check.Mistakes(sys),
		check.Without("one change at a time", people.Lift("plane", people.Interlocks{OneAtATime: true})),
		check.Without("freshness gate", people.Lift("plane", people.Interlocks{Freshness: true})),
	))
	if len(swept.Properties) != 2 || len(swept.Properties[1].Cures) == 0 {
		t.Errorf("the sweep names no cure: %+v", swept.Properties)
	}
}

// told is a verdict, with the number of steps to a violation.
func told(t *testing.T, r check.Result, property string) string {
	t.Helper()
	record, ok := r.Record(property)
	if !ok {
		t.Fatalf("no record of %q: %v", property, r.Findings())
	}
	if record.Verdict == evidence.Violated {
		return fmt.Sprintf("%d steps", len(record.Trace.Steps))
	}
	return string(record.Verdict)
}

func golden(t *testing.T, name, have string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("ASSAY_REWRITE") != "" {
		if err := os.WriteFile(path, []byte(have), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != have {
		t.Errorf("%s has\n%s\n%v\nand now it is\n%s", path, want, err, have)
	}
}

// A good version comes to all replicas, and with the interlocks nothing that one person does by mistake goes wrong.
func TestGated(t *testing.T) {
	with := narrow
	with.Name, with.Assume = "gated", one
	check.Test(t, System(with))
}

// The first row of the table: nobody is at fault, and a stale reading starts the next promotion.
func TestLookOnce(t *testing.T) {
	check.Violates(t, System(Setup{Name: "look-once", Operators: 1, Runbook: LookOnce(), Assume: none}), P2)
}

// One look that is left out, and the bad version is everywhere.
func TestLookOnceOneMistake(t *testing.T) {
	check.Violates(t, System(Setup{Name: "look-once-bad", Operators: 1, Runbook: LookOnce(), Assume: one, Bad: true}), P1)
}

// Two mistakes are enough even with the interlocks.
func TestTwoMistakes(t *testing.T) {
	with := narrow
	with.Name, with.Assume, with.Bad = "two-mistakes", two, true
	check.Violates(t, System(with), P1)
}

// Which interlock takes a finding away, and how many mistakes of two operators it takes: the sweep says it of each property.
func TestSweep(t *testing.T) {
	sys := System(Setup{Name: "swept", Operators: 2, Runbook: LookAlways(), Locks: gated, Assume: none, Bad: true})
	swept := check.Sweep(t, sys, check.States(5_000_000), check.Dimensions(
		check.Mistakes(sys),
		check.Without("one change at a time", people.Lift("plane", people.Interlocks{OneAtATime: true})),
		check.Without("freshness gate", people.Lift("plane", people.Interlocks{Freshness: true})),
	))
	want := map[string]string{
		P1: "cured by at most 1 mistake + freshness gate; no single mistake by anyone violates it; 2 mistakes can",
		P2: "cured by one change at a time or freshness gate; up to 2 mistakes by anyone do not violate it",
	}
	for _, p := range swept.Properties {
		var cures []string
		for _, cure := range p.Cures {
			cures = append(cures, strings.Join(cure.Words, " + "))
		}
		if have := "cured by " + strings.Join(cures, " or ") + "; " + strings.Join(p.People, "; "); have != want[p.Name] {
			t.Errorf("%s: %s\nexpected %s", p.Name, have, want[p.Name])
		}
	}
}

// Malice: one operator of two gives, at any moment, any order that the control plane admits.
func TestMalice(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-36s %8s  %-9s %-9s\n", "", "states", "P1", "P2")
	for _, row := range []struct {
		name  string
		locks people.Interlocks
	}{
		{"no interlock", people.Interlocks{}},
		{"one at a time", people.Interlocks{OneAtATime: true}},
		{"blast radius", people.Interlocks{OneAtATime: true, BlastRadius: 1}},
		{"freshness", people.Interlocks{OneAtATime: true, BlastRadius: 1, Freshness: true}},
		// The honest one approves of what a stale dashboard shows.
		{"two persons", people.Interlocks{OneAtATime: true, BlastRadius: 1, TwoPersons: true}},
		{"two persons, freshness", people.Interlocks{OneAtATime: true, BlastRadius: 1, TwoPersons: true, Freshness: true}},
	} {
		result, err := check.Run(t.Context(), Malicious(row.locks))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&table, "%-36s %8d  %-9s %-9s\n", row.name, result.States, told(t, result, P1), told(t, result, P2))
	}
	golden(t, "malice.golden", table.String())
}
