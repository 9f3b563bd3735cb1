package step

import (
	"fmt"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
)

// rising restarts on any message, with one more on its disk each time.
type rising struct{ scripted[int] }

func (rising) Receive(_ assay.ID, s int, _ assay.ID, _ any) (int, assay.Effects) {
	return s, assay.Effects{assay.Send("b", "before"), assay.Persist("n", s+1), assay.Restart()}
}

func (rising) Recover(_ assay.ID, d assay.Disk) (int, assay.Effects) {
	n, _ := assay.Load[int](d, "n").Get()
	return n, nil
}

func (rising) Restarts(d assay.Disk) string { return fmt.Sprint(d.Keys()) }

func risingSystem(assume assay.Assumptions) assay.System {
	return assay.System{Name: "rising", Assume: assume, Actors: []assay.Participant{assay.Spawn("a", rising{}), assay.Spawn("b", starting(assay.Send("a", "x"), assay.Send("a", "y")))}}
}

// TestRestartSteps: one that restarted is down, and a deploy alone brings it up, with its disk as it was.
func TestRestartSteps(t *testing.T) {
	s := build(t, risingSystem(assay.Assumptions{Crashes: assay.AtMost(1), Disk: assay.Unsynced}))
	st := do(t, s, begin(t, s), Deliver)
	if l := st.Locals[0]; l.Up || !l.Stopped || len(l.Disk) != 1 || len(l.Pending) != 0 {
		t.Errorf("after a restart it is %+v, expected it down with its disk", l)
	}
	wantSteps(t, s, "it is down", st, "deliver b before of a", "crash b", "deploy a")
	if words := s.ComesUpAs(0, st.Locals[0]); words != "[n]" {
		t.Errorf("it comes up as %q, expected [n]", words)
	}
	st = do(t, s, st, Deploy)
	if l := st.Locals[0]; !l.Up || l.Stopped || fmt.Sprint(s.StateValue(0, l.State)) != "1" {
		t.Errorf("after a deploy it is %+v, expected it up with 1", l)
	}
	if !s.MayBeDown(0) || !slices.Contains(s.Kinds(), Deploy) || slices.Contains(build(t, idle(assay.Assumptions{}, "a")).Kinds(), Deploy) {
		t.Error("expected deploy where something may restart, and nowhere else")
	}
}

// TestRestartEndsConnections: in flight on FIFO links is lost, both ways, what it sent in the same step too.
func TestRestartEndsConnections(t *testing.T) {
	s := build(t, risingSystem(assay.Assumptions{Order: assay.FIFO}))
	st := do(t, s, begin(t, s), Deliver)
	wantSteps(t, s, "both connections are closed", st, "deploy a")
	wantSteps(t, s, "nothing came through", do(t, s, st, Deploy))
}

// TestRestartIsTorn: a crash between its effects is one of a step that goes on, and keeps the state that it was in.
func TestRestartIsTorn(t *testing.T) {
	s := buildTracking(t, risingSystem(assay.Assumptions{Crashes: assay.AtMost(1), Disk: assay.Torn}), Track{Last: true})
	torn := 0
	for _, step := range s.Steps(begin(t, s), Listed, s.plainly) {
		if step.Kind != Tear {
			continue
		}
		torn++
		if step.Next.Stopped || fmt.Sprint(s.StateValue(0, step.Next.State)) != "0" {
			t.Errorf("torn after effect %d it is %+v, expected a crash", step.After, step.Next)
		}
	}
	if torn != 4 { // after the send and after the write, for each of two messages
		t.Errorf("%d tears, expected 4", torn)
	}
}
