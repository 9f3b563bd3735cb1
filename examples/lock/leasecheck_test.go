package lock_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/lock"
)

const (
	oneLease = "one lease at a time"
	noLate   = "no late write"
)

func TestLease(t *testing.T) {
	check.Test(t, lock.Lease(), check.Counts(37_333, 159_622, 22))
	check.Test(t, lock.Margin(), check.Counts(487_304, 3_207_974, 19))
}

func TestPausedHolder(t *testing.T) { check.Violates(t, lock.PausedHolder(), noLate) }

func TestDrifting(t *testing.T) { check.Violates(t, lock.Drifting(), oneLease) }

func TestSlimMargin(t *testing.T) { check.Violates(t, lock.SlimMargin(), oneLease) }

// TestLeaseSweep derives what a lease takes. "One lease at a time" stands on the clocks alone: the client's term begins before the
// server's and is as long, what is lost or delivered twice begins neither anew, and a server that crashed, with whatever disk, waits for
// a whole term. "No late write" stands on nothing: its minimal set is empty, so that no cure is among the assumptions.
func TestLeaseSweep(t *testing.T) {
	sys := lock.PausedHolder()
	sys.Assume.Clocks.HorizonMS = 200 // two ticks, which are the first term: drift takes time to explore
	s := sweep(t, sys, losses, crashes, disk, drift, wipe)
	breaks(t, s, oneLease, "drift")
	breaks(t, s, noLate, "")
	p := s.Properties[slices.IndexFunc(s.Properties, func(p evidence.SweepProperty) bool { return p.Name == noLate })]
	if len(p.Cures) != 0 {
		t.Errorf("late writes are cured by %v, expected that nothing cures them", p.Cures)
	}
	pausedHolder(t, p.Breaks[0])
}

// pausedHolder holds a counterexample to its story, in this order: client0 looks at its clock, time passes, client1 is granted the
// lease, its write is taken, and then that of client0.
func pausedHolder(t *testing.T, found evidence.SweepCut) {
	t.Helper()
	var words []string
	for _, step := range found.Trace.Steps {
		words = append(words, strings.TrimSpace(step.Kind+" "+string(step.From)+" "+string(step.To)))
	}
	rest := words
	for _, want := range []string{"read  client0", "deliver client0 client1", "tick", "deliver lock client1", "deliver client1 store", "deliver client0 store"} {
		at := slices.Index(rest, want)
		if at < 0 {
			t.Fatalf("the counterexample is %q, expected %q next among %q", words, want, rest)
		}
		rest = rest[at+1:]
	}
	if len(rest) > 0 {
		t.Errorf("the counterexample goes on after the late write: %q", rest)
	}
}

// The dimensions of the sweeps: one of each failure, and the worst disk. A sweep takes those that its system may mind.
var (
	losses = check.Dimension{Name: "losses", Monotone: true, Levels: []check.Level{
		{Name: "losses", Relax: func(a *assay.Assumptions) { a.Losses = assay.Unlimited }}}}
	duplicates = check.Dimension{Name: "duplicates", Monotone: true, Levels: []check.Level{
		{Name: "1 duplicate", Relax: func(a *assay.Assumptions) { a.Duplicates = assay.AtMost(1) }}}}
	crashes = check.Dimension{Name: "crashes", Monotone: true, Levels: []check.Level{
		{Name: "1 crash", Relax: func(a *assay.Assumptions) { a.Crashes = assay.AtMost(1) }}}}
	disk = check.Dimension{Name: "disk", Monotone: true, Levels: []check.Level{
		{Name: "torn disk", Relax: func(a *assay.Assumptions) { a.Disk = assay.Torn }},
		{Name: "unsynced disk", Relax: func(a *assay.Assumptions) { a.Disk = assay.Unsynced }}}}
	wipe = check.Dimension{Name: "wipe", Levels: []check.Level{
		{Name: "wiped disk", Relax: func(a *assay.Assumptions) { a.Disk = assay.Wiped }}}}
	drift = check.Dimension{Name: "drift", Levels: []check.Level{
		{Name: "drift", Relax: func(a *assay.Assumptions) { a.Clocks.DriftMS = 50 }}}}
	cuts = check.Dimension{Name: "cuts", Monotone: true, Levels: []check.Level{
		{Name: "1 cut", Relax: func(a *assay.Assumptions) { a.Cuts, a.CutSets = assay.AtMost(1), partitions }}}}

	// partitions are those that matter: the first holder alone, or the store.
	partitions = []assay.Cut{
		{From: []assay.ID{"client0"}, To: []assay.ID{"client1", "lock", "store"}},
		{From: []assay.ID{"store"}, To: []assay.ID{"client0", "client1"}},
	}
)

const sweepStatesMax = 10_000_000

// sweep sweeps from where nothing fails.
func sweep(t *testing.T, sys assay.System, dimensions ...check.Dimension) evidence.Sweep {
	t.Helper()
	s, err := check.RunSweep(t.Context(), sys, check.FromReliable(), check.Dimensions(dimensions...), check.States(sweepStatesMax))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s in %.1f s", s.Text(), s.Measured["seconds"])
	return s
}

// breaks holds the minimal sets that break a property to those that are wanted, each joined by " + ", and all to be certain.
func breaks(t *testing.T, s evidence.Sweep, property string, want ...string) {
	t.Helper()
	var found []string
	for _, p := range s.Properties {
		if p.Name != property {
			continue
		}
		if p.Unknown > 0 {
			t.Errorf("%s: %s is unknown at %d points", s.System, property, p.Unknown)
		}
		for _, cut := range p.Breaks {
			if !cut.Certain {
				t.Errorf("%s: %s: it is not certain that %v is minimal", s.System, property, cut.Words)
			}
			found = append(found, strings.Join(cut.Words, " + "))
		}
	}
	slices.Sort(found)
	slices.Sort(want)
	if !reflect.DeepEqual(found, want) {
		t.Errorf("%s: %s breaks with %q, expected %q", s.System, property, found, want)
	}
}
