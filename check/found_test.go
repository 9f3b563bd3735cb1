package check

import (
	"errors"
	"slices"
	"testing"

	"github.com/assay-dev/assay"
)

// This file keeps, as small as they get, the systems that showed errors of the checker. TestRandomSystems found them.

// knocks are an actor a that does begin at first, and b that goes to state 1 and does answer on the first message.
func knocks(assume assay.Assumptions, begin, answer []deed, own ...deed) assay.System {
	stay := [][]cell{{{Next: 0}, {Next: 0}, {Next: 0}, {Next: 0}}, {{Next: 1}, {Next: 1}, {Next: 1}, {Next: 1}}}
	opens := slices.Clone(stay)
	opens[0] = slices.Repeat([]cell{{Next: 1, Does: answer}}, 4)
	ids := []assay.ID{"a", "b"}
	return assay.System{Name: "knocks", Assume: assume, Actors: []assay.Participant{
		assay.Spawn("a", table{IDs: ids, Begin: cell{Does: begin}, Receipt: stay, Sends: -1}),
		assay.Spawn("b", timedTable{table{IDs: ids, Begin: cell{Does: own}, Receipt: opens, Firing: stay, Sends: -1}}),
	}}
}

var knock = deed{What: deedSend, Kind: 0, To: 1}

// opened says that b does not stand open with its timer set. It reads the timers only where b is open.
func opened() assay.Property {
	return assay.Always("not open with a timer", func(v assay.View) error {
		if assay.StateOf[tableState](v, "b").At == 1 && len(v.Timers("b")) > 0 {
			return errors.New("open with a timer")
		}
		return nil
	})
}

// A property that reads more at the end of a behaviour than at its start was not judged when the behaviour was replayed.
func TestReplayJudgesWhatIsReadAtTheEnd(t *testing.T) {
	sys := knocks(assay.Assumptions{Firings: assay.None}, []deed{knock}, []deed{{What: deedSet}})
	sys.Properties = []assay.Property{opened()}
	wantReplay(t, sys)
}

// A trace of a search that had tracked timers was refused: the digest held the timers of the initial state.
func TestReplayKnowsItsOwnTrace(t *testing.T) {
	sys := knocks(assay.Assumptions{Firings: assay.None}, []deed{knock}, nil, deed{What: deedSet})
	sys.Properties = []assay.Property{opened()}
	wantReplay(t, sys)
}

func wantReplay(t *testing.T, sys assay.System) {
	t.Helper()
	result, err := Run(t.Context(), sys)
	if err != nil {
		t.Fatal(err)
	}
	r := result.Records[0]
	if r.Trace == nil {
		t.Fatalf("no counterexample: %+v", r)
	}
	again, err := replay(t.Context(), sys, *r.Trace, nil)
	if err != nil {
		t.Fatal(err)
	}
	if text, exit := again.report(); exit != 1 {
		t.Errorf("exit %d, expected 1: the property is violated at the end\n%s", exit, text)
	}
}

// What was found depth first when a state was expanded, a deadlock or a handler's fault, was not found again breadth first: the
// search ended one level too early.
func TestDepthFirstFindsTheShortestDeadlock(t *testing.T) {
	sys := knocks(assay.Assumptions{Losses: assay.Unlimited}, []deed{{What: deedSend, Kind: 2}, knock, knock, {What: deedSend, Kind: 3, To: 1}}, []deed{{What: deedReply, Kind: 1}})
	var traces []string
	for _, options := range [][]Option{{}, {DepthFirst()}, {DepthFirst(), Workers(1)}} {
		result, err := Run(t.Context(), sys, append(options, Deadlock())...)
		if err != nil {
			t.Fatal(err)
		}
		traces = append(traces, result.Findings()[0].Trace.String())
	}
	if traces[1] != traces[0] || traces[2] != traces[0] {
		t.Errorf("breadth first:\n%s\ndepth first:\n%s\n%s", traces[0], traces[1], traces[2])
	}
}

// Where ignored messages wait, one that only sets a timer is ignored if no property reads timers: the verdict of one property depends
// on what another one reads (seed 9743).
func TestWaitsWhateverAnotherPropertyReads(t *testing.T) {
	rests := slices.Repeat([][]cell{slices.Repeat([]cell{{Does: []deed{{What: deedSet}}}}, 4)}, 2)
	ids := []assay.ID{"a", "b"}
	unspent := assay.Always("no duplicate", func(v assay.View) error { return unless(v.Spent(assay.Duplicates) == 0) })
	timers := assay.Always("reads timers", func(v assay.View) error { return unless(len(v.Timers("b")) >= 0) })
	var verdicts []string
	for _, properties := range [][]assay.Property{{unspent}, {unspent, timers}} {
		result, err := Run(t.Context(), assay.System{Name: "waits", Properties: properties,
			Assume: assay.Assumptions{Ignored: assay.Waits, Duplicates: assay.AtMost(1), Firings: assay.None},
			Actors: []assay.Participant{
				assay.Spawn("a", table{IDs: ids, Begin: cell{Does: []deed{knock}}, Receipt: rests, Sends: -1}),
				assay.Spawn("b", timedTable{table{IDs: ids, Receipt: rests, Firing: rests, Sends: -1}}),
			}})
		if err != nil {
			t.Fatal(err)
		}
		verdicts = append(verdicts, string(result.Records[0].Verdict))
	}
	if verdicts[0] != verdicts[1] {
		t.Errorf("%q is %s alone, and %s beside a property that reads timers", unspent.Name, verdicts[0], verdicts[1])
	}
}
