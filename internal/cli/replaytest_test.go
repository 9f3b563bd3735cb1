package cli

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/side"
	"github.com/assay-dev/assay/trace"
)

// TestTextOfATest: the name is not taken, the trace is what it was, and what has to be filled in compiles.
func TestTextOfATest(t *testing.T) {
	text := "no `dirty` read: violated after 1 step\n  1  move  a `quoted` one\nreplay: assay replay a/b@k3f9:0\n"
	parsed, err := trace.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	h := handed{pkg: "a", check: "c.", imports: []string{`c "github.com/assay-dev/assay/check"`}, text: "System(1)", options: ", c.Dimensions(d)",
		build: "//go:build long", names: []string{"TestReplayABNoDirtyRead"}}
	got, err := testText(parsed, text, h)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"//go:build long\n\npackage a\n", "\nfunc TestReplayABNoDirtyRead2(t *testing.T) {\n", "\tc.Replay(t, System(1), \"\"+\n",
		"\"no `dirty` read: violated after 1 step\\n\"+\n", "\"replay: assay replay a/b@k3f9:0\\n\", c.Dimensions(d))\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	h.reason = "nobody knows"
	if got, err := testText(parsed, text, h); err != nil || !strings.Contains(got, "\t// Nobody knows.\n\tsys := assay.System{Name: \"a/b\"} // put the system here\n\tc.Replay(t, sys, ") {
		t.Errorf("%v\n%s", err, got)
	}
}

// TestChanges: what is new, what is gone, and what is in flight once more than before.
func TestChanges(t *testing.T) {
	rows := changes([]side.Part{{Name: "a", Text: "1"}, {Name: "b", Text: "2"}, {Name: "gone", Text: "3"}}, []side.Part{{Name: "a", Text: "1"}, {Name: "new", Text: "4"}, {Name: "b", Text: "5"}})
	var b strings.Builder
	writeRows(&b, rows)
	if want := "    new   none -> 4\n    b     2 -> 5\n    gone  3 -> none\n"; b.String() != want {
		t.Errorf("%q, expected %q", b.String(), want)
	}
	for _, c := range [][3]string{
		{"down", "{A: 1, B: 2}", "x down -> {A: 1, B: 2}"},
		{`{A: [1, 2], B: {C: "a, B: }"}, D: 1}`, `{A: [1], B: {C: "a, B: }"}, D: 2}`, "x.A [1, 2] -> [1]; x.D 1 -> 2"},
		{"{a: 1}", "{a: 1, b: 2}", "x {a: 1} -> {a: 1, b: 2}"},
		{"{}", "{a}", "x {} -> {a}"},
		{"{A: 1}", "{A: 1}", ""},
	} {
		var texts []string
		for _, row := range change("x", c[0], c[1]) {
			texts = append(texts, row.Name+" "+row.Text)
		}
		if got := strings.Join(texts, "; "); got != c[2] {
			t.Errorf("from %s to %s: %q, expected %q", c[0], c[1], got, c[2])
		}
	}
	if got := strings.Join(without([]string{"x", "x", "y"}, []string{"x", "z"}), " "); got != "x y" {
		t.Errorf("without is %q", got)
	}
}

func TestCallsAreParsed(t *testing.T) {
	calls := parseCalls("example.com/yaml%2ev3_test.TestA.func1 /a dir/b_test.go:12\nexample.com/x.(*T).Run /c.go:3")
	if len(calls) != 2 || calls[0].pkg() != "example.com/yaml.v3_test" || calls[0].file != "/a dir/b_test.go" || calls[0].line != 12 || calls[1].pkg() != "example.com/x" {
		t.Errorf("%+v", calls)
	}
}
