package twophase

import (
	"slices"
	"testing"

	"github.com/assay-dev/assay"
)

func TestMovesOfTheFirstState(t *testing.T) {
	m := Machine{RMs: 2}
	want := []string{"TmAbort", "RmPrepare(0)", "RmChooseToAbort(0)", "RmPrepare(1)", "RmChooseToAbort(1)"}
	if got := moveNames(m.Next(m.Init()[0])); !slices.Equal(got, want) {
		t.Errorf("moves %v, expected %v", got, want)
	}
}

func TestCommitNeedsAll(t *testing.T) {
	s := State{Sent: 0b111, Prepared: 0b101}
	s.RM[0], s.RM[1], s.RM[2] = Prepared, Prepared, Prepared
	if got := moveNames((Machine{RMs: 3}).Next(s)); slices.Contains(got, "TmCommit") {
		t.Errorf("a commit without resource manager 1: %v", got)
	}
	if got := moveNames((hasty{Machine{RMs: 3}}).Next(s)); !slices.Contains(got, "TmCommit") {
		t.Errorf("no hasty commit: %v", got)
	}
	s.Prepared = 0b111
	if got := moveNames((Machine{RMs: 3}).Next(s)); !slices.Contains(got, "TmCommit") {
		t.Errorf("no commit with all prepared: %v", got)
	}
}

// TestNextAllocatesOnce goes over every reachable state: Next knows how many moves there are before it makes room for them.
func TestNextAllocatesOnce(t *testing.T) {
	for _, rms := range []int{1, 4, 8} {
		m := Machine{RMs: rms}
		for _, s := range reachable(m, 3_000) {
			if moves := m.Next(s); len(moves) != cap(moves) {
				t.Fatalf("%+v has %d moves, and room was made for %d", s, len(moves), cap(moves))
			}
		}
		if allocs := testing.AllocsPerRun(100, func() { m.Next(State{Sent: 1, Abort: true}) }); allocs != 1 {
			t.Errorf("%d resource managers: Next allocates %v times, expected once", rms, allocs)
		}
	}
}

// TestCounts walks the machine without the checker: the counts are those of TLC and of Stateright.
func TestCounts(t *testing.T) {
	for rms, want := range []int{1: 12, 2: 56, 3: 288, 4: 1_568, 5: 8_832} {
		if rms > 0 && len(reachable(Machine{RMs: rms}, 10_000)) != want {
			t.Errorf("%d resource managers: expected %d states", rms, want)
		}
	}
}

func TestTooManyResourceManagers(t *testing.T) {
	for _, rms := range []int{-1, 0, 9} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Model(%d) was taken", rms)
				}
			}()
			Model(rms)
		}()
	}
}

func BenchmarkNext(b *testing.B) {
	m := Machine{RMs: 6}
	states := reachable(m, 1_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Next(states[i%len(states)])
	}
}

// reachable is every reachable state, breadth first, or about the first max of them.
func reachable(m Machine, max int) []State {
	states := m.Init()
	seen := map[State]bool{states[0]: true}
	for i := 0; i < len(states) && len(states) < max; i++ {
		for _, move := range m.Next(states[i]) {
			if !seen[move.To] {
				seen[move.To] = true
				states = append(states, move.To)
			}
		}
	}
	return states
}

func moveNames(moves []assay.Move[State]) []string {
	var all []string
	for _, move := range moves {
		all = append(all, move.Name)
	}
	return all
}
