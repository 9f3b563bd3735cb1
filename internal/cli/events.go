package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/assay-dev/assay/evidence"
)

// The limits of what is kept of a test's output. Its beginning says what went wrong, so the beginning is kept.
const (
	outputLenMax = 64 << 10
	outputCut    = "    ... (more output left out; go test shows all of it)\n"
)

// event is one line of go test -json, as in `go doc test2json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	FailedBuild string
	Key, Value  string
}

// collector gathers what one run of go test says about one package.
type collector struct {
	tests   map[string]*testRun // by full name, subtests too
	order   []*testRun          // in the order in which they began
	build   string              // what the compiler said
	output  string              // of the package itself
	stray   string              // lines that are no events
	failed  bool                // the package
	closed  bool                // go test said how the package fared
	ended   bool                // the tests ran to their end: package testing printed its last line
	cached  bool
	onEvent func(event)
	onFound func(*evidence.Message)
}

// testRun is one test or subtest. With -count n it is all n runs of it.
type testRun struct {
	name     string
	status   string // pass, fail, skip; "" while it runs, and for ever where the process died
	output   string
	seenEnd  bool // package testing said how it fared, as in "--- PASS: TestLock"
	inFrame  bool // a line of test2json's own is not at its end: it comes in pieces where it is long
	inRecord bool // the same of a line that carries evidence
	joiner   evidence.Joiner
	records  []evidence.Record
	problems []evidence.Problem
	sweeps   []evidence.Sweep
	series   []evidence.Series
}

func newCollector() *collector { return &collector{tests: map[string]*testRun{}} }

// line takes one line of go test's output.
func (c *collector) line(line []byte) {
	if len(line) == 0 {
		return
	}
	var e event
	if line[0] != '{' || json.Unmarshal(line, &e) != nil || e.Action == "" {
		c.stray = keep(c.stray, string(line)+"\n")
		return
	}
	c.event(e)
	if c.onEvent != nil && !c.carries(e) {
		c.onEvent(e)
	}
}

// carries says whether a line is a piece of evidence on its way, which tells a person nothing. Its pieces must go together: the second
// one does not show what it is (TestRecordsAreNoOutput).
func (c *collector) carries(e event) bool {
	if e.Action != "output" || e.Test == "" {
		return false
	}
	t := c.test(e.Test)
	record := t.inRecord || strings.HasPrefix(e.Output, "=== ATTR  "+e.Test+" "+evidence.AttrKey+" ")
	t.inRecord = record && !strings.HasSuffix(e.Output, "\n")
	return record
}

func (c *collector) event(e event) {
	switch e.Action {
	case "build-output":
		c.build = keep(c.build, e.Output)
	case "attr":
		if e.Key == evidence.AttrKey {
			c.attribute(c.test(e.Test), e.Value)
		}
	case "output":
		c.print(e)
	case "run":
		if t := c.test(e.Test); t.status != "fail" { // with -count it may run again
			t.status = ""
		}
	case "pass", "fail", "skip":
		c.end(e)
	}
}

// attribute takes a piece of a message. What cannot be read is a problem: evidence must not get lost in silence.
func (c *collector) attribute(t *testRun, piece string) {
	message, err := t.joiner.Add(piece)
	switch {
	case err != nil:
		t.problems = append(t.problems, evidence.Problem{Text: err.Error()})
	case message == nil:
		return
	case message.Evidence != nil:
		t.records = append(t.records, *message.Evidence)
	case message.Sweep != nil:
		t.sweeps = append(t.sweeps, *message.Sweep)
	case message.Series != nil:
		t.series = append(t.series, *message.Series)
	case message.Error != nil:
		t.problems = append(t.problems, *message.Error)
	}
	if message != nil && c.onFound != nil {
		c.onFound(message)
	}
}

func (c *collector) print(e event) {
	if e.Test != "" {
		c.test(e.Test).print(e.Output)
		return
	}
	switch {
	case e.Output == "PASS\n" || e.Output == "FAIL\n":
		c.ended = true
	case strings.HasPrefix(e.Output, "ok  \t"+e.Package+"\t(cached)"):
		c.cached = true
	case strings.HasPrefix(e.Output, "FAIL\t") || strings.HasPrefix(e.Output, "ok "):
	default:
		c.output = keep(c.output, e.Output)
	}
}

// print keeps what the test itself printed.
func (t *testRun) print(piece string) {
	t.seenEnd = t.seenEnd || strings.HasPrefix(strings.TrimSpace(piece), "--- ")
	frame := t.inFrame || isFrame(piece)
	t.inFrame = frame && !strings.HasSuffix(piece, "\n")
	if !frame {
		t.output = keep(t.output, piece)
	}
}

func (c *collector) end(e event) {
	if e.Test == "" {
		c.failed, c.closed = e.Action == "fail", true
		return
	}
	t := c.test(e.Test)
	if t.status != "fail" {
		t.status = e.Action
	}
	if err := t.joiner.Close(); err != nil && c.mayMiss(e) {
		t.problems = append(t.problems, evidence.Problem{Text: err.Error()})
	}
}

// mayMiss says whether half a message at the end of a test is a problem. It is none where the process died: what killed it is
// reported instead.
func (c *collector) mayMiss(e event) bool { return e.Action != "fail" }

// unfinished says whether go test ended before it had said how the package fared: somebody killed it.
func (c *collector) unfinished(end ending) bool { return !c.closed && end.status != "" }

// vanished says whether the process exited in the middle of its tests though with status 0, which go test takes for success. Then
// test2json calls the test passed that was running, and never says how the package fared.
func (c *collector) vanished(end ending) bool {
	return end.status == "" && !c.failed && !c.ended && !c.cached && len(c.order) > 0
}

// reopen takes back what test2json said of the tests whose end nobody saw.
func (c *collector) reopen() {
	for _, t := range c.order {
		if !t.seenEnd {
			t.status = ""
		}
	}
}

func (c *collector) test(name string) *testRun {
	if t := c.tests[name]; t != nil {
		return t
	}
	t := &testRun{name: name}
	c.tests[name] = t
	c.order = append(c.order, t)
	return t
}

// family is a test function's run and those of its subtests, in the order in which they began.
func (c *collector) family(function string) []*testRun {
	var runs []*testRun
	for _, t := range c.order {
		if t.name == function || strings.HasPrefix(t.name, function+"/") {
			runs = append(runs, t)
		}
	}
	return runs
}

// isFrame says whether a line is test2json's own, and tells a person nothing.
func isFrame(line string) bool {
	for _, frame := range []string{"=== RUN ", "=== ATTR ", "=== PAUSE ", "=== CONT ", "=== NAME "} {
		if strings.HasPrefix(line, frame) {
			return true
		}
	}
	return false
}

func keep(have, more string) string {
	switch {
	case len(have)+len(more) <= outputLenMax:
		return have + more
	case strings.HasSuffix(have, outputCut):
		return have
	}
	return have + outputCut
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		fmt.Fprintf(&b, "    %s\n", strings.TrimRight(line, "\n"))
	}
	return b.String()
}
