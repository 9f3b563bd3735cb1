package upgrade_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/upgrade"
	"github.com/assay-dev/assay/people"
	"github.com/assay-dev/assay/sim"
)

// TestUpgrade: with the barrier where it belongs nothing is violated, whatever is rolled back before it, and whoever crashes.
func TestUpgrade(t *testing.T) { check.Test(t, upgrade.System(), check.Counts(15_349, 33_994, 32)) }

// TestRight: each class done right holds in all behaviours in which the same class is found.
func TestRight(t *testing.T) {
	for _, c := range upgrade.Classes() {
		t.Run(c.Name, func(t *testing.T) { check.Test(t, c.Right) })
	}
}

// TestNothingIsLeftOut holds two of them to a search with everything in it that reductions leave out.
func TestNothingIsLeftOut(t *testing.T) {
	for _, sys := range []assay.System{upgrade.Classes()[0].Bad, upgrade.Classes()[2].Right} {
		if _, err := check.Run(t.Context(), sys, check.Audit()); err != nil {
			t.Error(err)
		}
	}
}

// TestClasses: each published class is found. The table says by which property, in how many steps, and which field is named.
func TestClasses(t *testing.T) {
	rows := [][]string{{"#", "class", "where", "sort", "readable", "as asked", "agree", "states", "what the shortest one names"}}
	for _, c := range upgrade.Classes() {
		result, err := check.Run(t.Context(), c.Bad)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		row := []string{fmt.Sprint(c.Number), c.Name, c.Where, c.Sort}
		var first *evidence.Record
		for _, p := range c.Bad.Properties[:3] {
			record, _ := result.Record(p.Name)
			row = append(row, verdictOf(record))
			if record.Verdict == evidence.Violated && (first == nil || len(record.Trace.Steps) < len(first.Trace.Steps)) {
				first = &record
			}
		}
		if first == nil {
			t.Errorf("%s is not found", c.Name)
			continue
		}
		rows = append(rows, append(row, fmt.Sprint(first.Figures["states"]), named(*first)))
		check.Violates(t, c.Bad, first.Property)
	}
	golden(t, "table.txt", rows)
}

// TestRollbacks: in the rollout without its barrier each stage says whether it may be rolled back from. The barrier stands before the first
// that may not.
func TestRollbacks(t *testing.T) {
	result, err := check.Run(t.Context(), upgrade.Open())
	if err != nil {
		t.Fatal(err)
	}
	rows, safe := [][]string{{"rolled back from", "is"}}, 0
	for i, record := range result.Records {
		rows = append(rows, []string{strings.TrimPrefix(record.Property, "rolled back from "), verdictOf(record)})
		if record.Verdict == evidence.Holds && safe == i {
			safe++
		}
	}
	golden(t, "rollbacks.txt", rows)
	if want := barrier(); safe != want {
		t.Errorf("the rollout may be rolled back from the first %d stages, and its barrier stands after %d", safe, want)
	}
	before := upgrade.Open()
	before.Name, before.Properties = "upgrade/open/before", before.Properties[:safe]
	check.Test(t, before)
	check.Violates(t, upgrade.Open(), "rolled back from stage 4, v3 on n1")
}

func barrier() (after int) {
	for _, stage := range upgrade.Plan().Stages {
		if stage.Barrier {
			break
		}
		after++
	}
	return after
}

func verdictOf(r evidence.Record) string {
	if r.Verdict == evidence.Violated {
		return fmt.Sprintf("violated, %d steps", len(r.Trace.Steps))
	}
	return string(r.Verdict)
}

// named is the first thing that a record names as lost.
func named(r evidence.Record) string {
	if _, lost, ok := strings.Cut(r.Why, "\n"); ok {
		return strings.Split(lost, "\n")[0]
	}
	if strings.Contains(r.Why, "could not read") {
		return r.Why
	}
	return "-"
}

// golden compares a table with the one in a file.
func golden(t *testing.T, name string, rows [][]string) {
	t.Helper()
	var text strings.Builder
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-len(cell)+2)
		}
		text.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	path := filepath.Join("testdata", name)
	if os.Getenv("ASSAY_REWRITE") != "" {
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || string(want) != text.String() {
		t.Errorf("%s is not what is found now (%v)\n%s\nhint: ASSAY_REWRITE=1 go test ./examples/upgrade writes it anew; read the difference", path, err, text.String())
	}
}

// TestSimulated: what chance does in virtual time is a behaviour of the same semantics, restarts and deploys included.
func TestSimulated(t *testing.T) {
	w := sim.World{For: 20 * time.Second, Link: sim.Link{Latency: sim.Exponential(200 * time.Millisecond)}}
	for seed := uint64(1); seed <= 5; seed++ {
		if err := sim.Follows(upgrade.System(), w, seed, 300); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	r, err := sim.Run(upgrade.System(), w, 1)
	if err != nil || r.Finding != nil || len(r.Violated) > 0 {
		t.Fatalf("%v, %+v", err, r)
	}
	if s := r.State("rollout").(*people.RolloutState); s.Stage == 1 && !s.Back {
		t.Errorf("after 20 s the rollout is at %+v, expected that something was deployed", s)
	}
}
