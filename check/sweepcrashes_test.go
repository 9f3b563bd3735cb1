package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

// keeper counts what it receives, in memory alone.
type keeper struct{}

func (keeper) Start(assay.ID) (countState, assay.Effects) { return countState{}, nil }

func (keeper) Receive(_ assay.ID, s countState, _ assay.ID, _ countMsg) (countState, assay.Effects) {
	return countState{min(s.N+1, 3)}, nil
}

// watched is a system in which w stands for the world outside: nobody has said whether it may crash.
func watched(per map[assay.ID]assay.Own) assay.System {
	return assay.System{Name: "watched", Assume: assay.Assumptions{Per: per},
		Actors: []assay.Participant{assay.Spawn("a", caller{}), assay.Spawn("b", counter{}), assay.Spawn("w", keeper{})},
		Properties: []assay.Property{assay.Always("b is not ahead", func(v assay.View) error {
			if n := assay.LastStateOf[countState](v, "w").N; v.Up("w") && n == 0 && assay.LastStateOf[countState](v, "b").N == 7 {
				return fmt.Errorf("b has come to 7")
			}
			return nil
		}), assay.Always("w is asked", func(v assay.View) error { _ = assay.StateOf[countState](v, "w"); return nil })}}
}

// TestSweepCrashesWitness: who crashes in a dimension is named, and in each behaviour; a participant that the sweep alone crashes, and a
// property reads, comes with the words that keep it up, which do.
func TestSweepCrashesWitness(t *testing.T) {
	own := map[assay.ID]assay.Own{"a": {Crashes: assay.AtMost(1)}}
	s := swept(t, watched(own))
	text := s.Text()
	for _, want := range []string{
		"any of b, w; in Per, {Crashes: assay.None} leaves one out\n",
		`view: property "w is asked": "w" is down and has no state` + "\n" +
			`                   hint: w is read by the property, and crashes; if it stands for the world outside, Per: {"w": {Crashes: assay.None}} keeps it up` + "\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it says\n%s\nexpected in it %q", text, want)
		}
	}
	own["w"] = assay.Own{Crashes: assay.None}
	s = swept(t, watched(own))
	if text := s.Text(); strings.Contains(text, "finding") || strings.Contains(text, "any of") || strings.Contains(text, "hint: w") {
		t.Errorf("w stays up, and it says\n%s", text)
	}
	if got := fmt.Sprint(sweptOf(s, "w is asked").Breaks, s.Dimensions[2].Whose); got != "[] [b]" {
		t.Errorf("w stays up, and it breaks with and crashes are about %s, expected [] [b]", got)
	}
	own["b"] = assay.Own{Crashes: assay.Unlimited}
	for _, d := range DefaultDimensions(watched(own)) {
		if d.Name == "crashes" {
			t.Errorf("nobody is left to crash, and there is the dimension %+v", d)
		}
	}
}

// TestSweepSaysWhoCrashes: of several who may crash the behaviour's own are named, and a wiped disk that hides what a kept one breaks
// says in place that it is no weaker assumption.
func TestSweepSaysWhoCrashes(t *testing.T) {
	sys := callers(assay.Assumptions{Crashes: assay.AtMost(1)})
	sys.Actors[1] = assay.Spawn("b", believer{})
	text := swept(t, sys, FromReliable(), only("at most one")).Text()
	for _, want := range []string{
		"any of a, b; in Per, {Crashes: assay.None} leaves one out\n",
		"    breaks with  1 crash   [3 steps: b crashes]\n",
		"wiped disk\n                   (" + noteWipe + ")\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it says\n%s\nexpected in it %q", text, want)
		}
	}
	if strings.Contains(text, "hint:") {
		t.Errorf("crashes are declared, and it says\n%s", text)
	}
}

// believer counts one message more for each crash, by what its disk kept.
type believer struct{ counter }

func (believer) Recover(_ assay.ID, disk assay.Disk) (countState, assay.Effects) {
	if n, ok := assay.Load[int](disk, "n").Get(); ok && n > 0 {
		return countState{n + 1}, nil
	}
	return countState{}, nil
}
