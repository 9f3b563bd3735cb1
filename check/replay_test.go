package check

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
)

// TestReplayHints prints a hint on a line of its own, below what it is about.
func TestReplayHints(t *testing.T) {
	r := replayed{judged: []evidence.Record{{Finding: "view", Verdict: evidence.Violated, Why: "\"b\" is down\nand has no state\nhint: ask\nfirst"}}}
	if text, exit := r.report(); exit != 1 || !strings.HasSuffix(text, "  view: violated here: \"b\" is down and has no state\n    hint: ask first\n") {
		t.Errorf("exit %d, %q", exit, text)
	}
}
