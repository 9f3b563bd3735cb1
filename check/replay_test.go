package check

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/examples/lock"
	"github.com/assay-dev/assay/trace"
)

// TestReplayHints prints a hint on a line of its own, below what it is about.
func TestReplayHints(t *testing.T) {
	r := replayed{judged: []evidence.Record{{Finding: "view", Verdict: evidence.Violated, Why: "\"b\" is down\nand has no state\nhint: ask\nfirst"}}}
	if text, exit := r.report(); exit != 1 || !strings.HasSuffix(text, "  view: violated here: \"b\" is down and has no state\n    hint: ask first\n") {
		t.Errorf("exit %d, %q", exit, text)
	}
}

// TestReplayStepsAsk: a property may read on the way what it does not at the end, as here the last state of who is down, and each state
// is judged all the same; what the last one says is what the report says.
func TestReplayStepsAsk(t *testing.T) {
	sys := lock.Forgetful()
	sys.Properties = append(sys.Properties[:1:1],
		assay.Sometimes("as it was", func(v assay.View) bool {
			return assay.LastStateOf[lock.ServerState](v, "lock").Holder.Or("") == "nobody"
		}),
		assay.Recovers("free again", func(v assay.View) bool { return true }))
	want, err := trace.Parse("deliver client0 -> lock Acquire\ncrash lock\nrecover lock\nreplay: lock/forgetful:")
	if err != nil {
		t.Fatal(err)
	}
	r, err := replay(t.Context(), sys, want, []Option{stepwise})
	if err != nil {
		t.Fatal(err)
	}
	o := r.outcome()
	if len(o.Moments) != 4 {
		t.Fatalf("%d states, expected 4", len(o.Moments))
	}
	for i, m := range o.Moments {
		later := aboutTheRest
		if i == 3 {
			later = "whatever follows recovers"
		}
		if have := strings.Join(m.Says, "\n"); have != "  mutual exclusion: true here\n  as it was: not reached here\n  free again: "+later {
			t.Errorf("after step %d it says\n%s", i, have)
		}
	}
}
