package raft

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/evidence"
)

// sets are minimal sets of failures by the property that they break, each in words. Nothing is the set of none.
type sets map[string][]string

const nothing = "nothing"

// TestSweep has the correct servers in every world from a reliable one to one in which messages are lost and come twice without limit,
// servers crash twice with the power failing, and the network is cut: they need their disks, and nothing else.
func TestSweep(t *testing.T) {
	sys := system("raft/small", small, nil, assay.Assumptions{})
	s := check.Sweep(t, sys, check.FromReliable(), check.States(statesMax))
	compare(t, s, sets{"one leader a term": {"1 crash + wiped disk"}, "leader completeness": {"1 crash + wiped disk"}})
}

// TestWhatItTakes has for each broken variant the failures that it takes. They were derived on paper first, from the way in which it
// goes wrong (doc.go), and from why it does not with less.
func TestWhatItTakes(t *testing.T) {
	crashed := func(disk string) sets {
		return sets{"one leader a term": {"1 crash" + disk}, "leader completeness": {"1 crash" + disk}}
	}
	for _, c := range []struct {
		sys    assay.System
		breaks sets
	}{
		{VotesForgotten(), crashed("")},
		{TermsForgotten(), crashed("")},
		{LogsForgotten(), sets{"leader completeness": {"1 crash"}, "state machine safety": {"1 crash"}}},
		{Unsynced(), crashed(" + unsynced disk")},
		{RepliesFirst(), crashed(" + torn disk")},
		{AnyLog(), sets{"leader completeness": {nothing}, "state machine safety": {nothing}}},
		{AnyTerm(), sets{"leader completeness": {nothing}, "state machine safety": {nothing}}},
		{AnyPrevious(), sets{"leader completeness": {nothing}, "log matching": {nothing}, "state machine safety": {nothing}}},
		{Truncates(), sets{"leader completeness": {nothing}, "state machine safety": {nothing}}},
		{StaleVotes(), sets{"one leader a term": {nothing}, "leader completeness": {nothing}, "log matching": {nothing}, "state machine safety": {nothing}}},
	} {
		compare(t, sweep(t, c.sys, c.breaks, failures("losses", "duplicates", "crashes", "disk", "cuts")), c.breaks)
	}
}

// TestCountsVotesSweep leaves crashes out, which take long with five servers; TestLongCountsVotes has them.
func TestCountsVotesSweep(t *testing.T) {
	breaks := sets{"one leader a term": {"1 duplicate"}}
	compare(t, sweep(t, CountsVotes(), breaks, check.DefaultDimensions(assay.System{})[:2]), breaks)
}

// TestTruncatesFIFO has links that keep the order: then no message is overtaken, and nothing goes wrong. One command does for that.
func TestTruncatesFIFO(t *testing.T) {
	sys := system("raft/truncates/fifo", small, truncates{}, assay.Assumptions{Order: assay.FIFO})
	breaks := sets{"leader completeness": {"unordered links"}}
	dimensions := failures("crashes")
	for _, d := range check.DefaultDimensions(sys) {
		switch d.Name {
		case "losses", "duplicates":
			d.Levels = d.Levels[:1]
			dimensions = append(dimensions, d)
		case "order":
			dimensions = append(dimensions, d)
		}
	}
	compare(t, sweep(t, sys, breaks, dimensions), breaks)
}

// failures are the dimensions of these names, up to one crash, and without what lies between none and unlimited duplicates: each message
// ever sent is one more or less then, which makes more states.
func failures(names ...string) []check.Dimension {
	var all []check.Dimension
	for _, d := range check.DefaultDimensions(assay.System{}) {
		switch d.Name {
		case "duplicates":
			d.Levels = d.Levels[1:]
		case "crashes":
			d.Levels = d.Levels[:1]
		}
		if slices.Contains(names, d.Name) {
			all = append(all, d)
		}
	}
	return all
}

// sweep asks about the properties that are expected to break, and no others.
func sweep(t *testing.T, sys assay.System, breaks sets, dimensions []check.Dimension) evidence.Sweep {
	t.Helper()
	sys.Properties = slices.DeleteFunc(sys.Properties, func(p assay.Property) bool {
		_, asked := breaks[p.Name]
		return !asked
	})
	s, err := check.RunSweep(t.Context(), sys, check.FromReliable(), check.Dimensions(dimensions...), check.States(statesMax))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// statesMax bounds each point. None of those that these tests explore reaches it.
const statesMax = 5_000_000

// compare wants exactly these sets, and that none of them might be smaller.
func compare(t *testing.T, s evidence.Sweep, want sets) {
	t.Helper()
	t.Logf("%s: %d of %d points in %.1f s", s.System, s.Ran, s.Grid, s.Measured["seconds"])
	found := sets{}
	for _, p := range s.Properties {
		for _, cut := range p.Breaks {
			words := strings.Join(cut.Words, " + ")
			if words == "" {
				words = nothing
			}
			if !cut.Certain {
				words += ", or less"
			}
			if !p.Reaching {
				found[p.Name] = append(found[p.Name], words)
			}
		}
		if p.Unknown > 0 {
			t.Errorf("%s: %s is unknown at %d points", s.System, p.Name, p.Unknown)
		}
	}
	if !maps.EqualFunc(found, want, slices.Equal) {
		t.Errorf("%s breaks with %v, expected %v\n%s", s.System, found, want, s.Text())
	}
	for _, f := range s.Findings {
		t.Errorf("%s: %s", s.System, f.Why)
	}
}
