package cli

import (
	"flag"
	"strings"
	"testing"
)

// TestRecordsAreNoOutput: with -v the lines that carry evidence are left out as wholes, though test2json cuts them into pieces of which the
// first alone shows what it is. An attribute of the test's own is its output.
func TestRecordsAreNoOutput(t *testing.T) {
	var shown strings.Builder
	c := newCollector()
	c.onEvent = func(e event) { shown.WriteString(e.Output) }
	for _, line := range []string{
		`{"Action":"output","Package":"x","Test":"TestA","Output":"=== RUN   TestA\n"}`,
		`{"Action":"output","Package":"x","Test":"TestA","Output":"=== ATTR  TestA assay 1/1 0 {\"evidence\""}`,
		`{"Action":"output","Package":"x","Test":"TestB","Output":"said beside it\n"}`,
		`{"Action":"output","Package":"x","Test":"TestA","Output":":{\"seconds\":0.04"}`,
		`{"Action":"output","Package":"x","Test":"TestA","Output":"0649237}}|\n"}`,
		`{"Action":"output","Package":"x","Test":"TestA","Output":"said after it\n"}`,
		`{"Action":"output","Package":"x","Test":"TestA","Output":"=== ATTR  TestA owner me\n"}`,
		`{"Action":"output","Package":"x","Output":"PASS\n"}`,
	} {
		c.line([]byte(line))
	}
	if want := "=== RUN   TestA\nsaid beside it\nsaid after it\n=== ATTR  TestA owner me\nPASS\n"; shown.String() != want {
		t.Errorf("shown is %q, expected %q", shown.String(), want)
	}
}

// TestFlagThatWasMeant: a flag that there is not is answered with the one that is nearest.
func TestFlagThatWasMeant(t *testing.T) {
	var said strings.Builder
	c := &command{stderr: &said}
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.String("run", "", "")
	flags.String("tags", "", "")
	if _, exit, ok := c.parse(flags, []string{"-runs", "X"}); ok || exit != exitProblem {
		t.Errorf("exit %d, %v", exit, ok)
	}
	if want := "assay: assay check has no flag -runs\nhint: -run? assay help check lists the flags\n"; said.String() != want {
		t.Errorf("said is %q, expected %q", said.String(), want)
	}
}
