package cli

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
	reports "github.com/assay-dev/assay/report"
)

func TestFilterChoosesAsGoTestDoes(t *testing.T) {
	tests := []testFunc{{name: "TestA"}, {name: "TestB"}, {name: "TestAB"}}
	for _, c := range []struct{ filter, chosen, run string }{
		{"", "TestA TestB TestAB", "^(TestA|TestB|TestAB)$"},
		{"A", "TestA TestAB", "^(TestA|TestAB)$"},
		{"^TestA$", "TestA", "^(TestA)$"},
		{"B/x/y", "TestB TestAB", "^(TestB|TestAB)$/x/y"},
		{"A$/x|B$", "TestA TestB TestAB", "^(TestA)$/x|^(TestB|TestAB)$"},
		{"(A|B)$", "TestA TestB TestAB", "^(TestA|TestB|TestAB)$"},
		{"[A/]B", "TestAB", "^(TestAB)$"},
		{"C", "", ""},
	} {
		f, err := parseFilter(c.filter)
		if err != nil {
			t.Fatal(err)
		}
		chosen, run := f.choose(tests)
		var names []string
		for _, test := range chosen {
			names = append(names, test.name)
		}
		slices.SortFunc(names, func(a, b string) int { return indexOf(tests, a) - indexOf(tests, b) })
		if got := strings.Join(names, " "); got != c.chosen || run != c.run {
			t.Errorf("-run %q chooses %q with %q, expected %q with %q", c.filter, got, run, c.chosen, c.run)
		}
		for _, part := range strings.Split(run, "/") {
			if _, err := regexp.Compile(part); err != nil {
				t.Errorf("-run %q: %v", c.filter, err)
			}
		}
	}
}

func indexOf(tests []testFunc, name string) int {
	return slices.IndexFunc(tests, func(test testFunc) bool { return test.name == name })
}

func TestTestNames(t *testing.T) {
	for name, want := range map[string]bool{"Test": true, "TestX": true, "Test_x": true, "Testing": false, "TestMain": false, "Tes": false, "Test1": true} {
		if got := isTestName(name); got != want {
			t.Errorf("isTestName(%q) = %v", name, got)
		}
	}
}

// TestMeter holds the progress lines: none in the first second, then one for each running system, rewritten on a terminal.
func TestMeter(t *testing.T) {
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, terminal := range []bool{true, false} {
		var out bytes.Buffer
		now := start
		m := &meter{w: &out, terminal: terminal, width: 60, now: func() time.Time { return now }}
		for i := range 70 {
			now = start.Add(time.Duration(i) * 100 * time.Millisecond)
			m.update(evidence.Progress{Package: "x/lock", System: "lock", States: uint64(i) * 123456, Depth: i, Frontier: 1234, Bytes: 61 << 20, Seconds: float64(i) / 10})
		}
		m.finish("x/lock", "lock")
		m.clear()
		lines := strings.Count(out.String(), "\n")
		first, _, _ := strings.Cut(out.String(), "\n")
		want := "lock  6,172,800 states, 1,234,560/s, depth 50, frontier 1,234, 61 MB, 5 s"
		wantLines := 1
		if terminal {
			want, wantLines = "lock  1,234,560 states, 1,234,560/s, depth 10, frontier 1,…", 60
		}
		if first != want || lines != wantLines {
			t.Errorf("terminal %v: %d lines, the first %q; expected %d and %q", terminal, lines, first, wantLines, want)
		}
		if ups := strings.Count(out.String(), "\x1b[A\x1b[2K"); terminal && ups != lines || !terminal && ups != 0 {
			t.Errorf("terminal %v: %d lines are taken back, expected all of %d on a terminal", terminal, ups, lines)
		}
	}
}

// TestMeterSweep: a sweep says now and then how many sets of relaxations are done, also where its output is piped.
func TestMeterSweep(t *testing.T) {
	var out bytes.Buffer
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	now := start
	s := &sweepSink{meter: &meter{w: &out, width: 60, now: func() time.Time { return now }}}
	for i := range 60 {
		now = start.Add(time.Duration(i) * 500 * time.Millisecond)
		p := evidence.Progress{System: "shop", Sets: uint64(i), SetsOf: 324, Seconds: float64(i) / 2}
		if i > 30 {
			p.States = 120_000
		}
		s.progress(job{suite: suite{path: "x/pipeline"}}, p)
	}
	want := "shop (pipeline)  20 of 324 sets of relaxations done, 10 s\nshop (pipeline)  40 of 324 sets of relaxations done, 120,000 states of the next, 20 s\n"
	if out.String() != want {
		t.Errorf("it says\n%s\nexpected\n%s", &out, want)
	}
}

// TestMeterHint: what keeps a search from ending is said once, at once, and stays on a terminal.
func TestMeterHint(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		var out bytes.Buffer
		now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
		m := &meter{w: &out, terminal: terminal, width: 60, now: func() time.Time { return now }}
		for i := range 4 {
			now = now.Add(200 * time.Millisecond)
			p := evidence.Progress{Package: "x/lock", System: "lock", Seconds: 3 + float64(i)/5}
			if i > 0 {
				p.Hint = "what grows: 9 x Ask in flight a -> b"
			}
			m.update(p)
		}
		m.clear()
		want := "lock  still going on after 3 s\nhint: what grows: 9 x Ask in flight a -> b\n"
		if text := out.String(); strings.Count(text, want) != 1 || strings.Count(text, "hint") != 1 {
			t.Errorf("terminal %v: it says %q, expected once %q", terminal, text, want)
		}
		if lines := strings.Count(out.String(), "\n") - 2; terminal && strings.Count(out.String(), "\x1b[A") != lines || !terminal && lines != 0 {
			t.Errorf("%d lines of the meter are left in %q", lines, out.String())
		}
	}
}

// TestGaugeText holds what a line of progress counts: states, the cases of a law, or the seeds of a simulation.
func TestGaugeText(t *testing.T) {
	for want, p := range map[string]evidence.Progress{
		"lock  1,000 states, 500/s, depth 3, frontier 7, 1 MB, 2 s": {Package: "x/lock", System: "lock", States: 1000, Seconds: 2, Depth: 3, Frontier: 7, Bytes: 1 << 20},
		"TestID (types)  12,345 of 17,576 tried, 6,173/s, 2 s":      {Package: "x/types", System: "TestID", Tried: 12345, TriedOf: 17576, Seconds: 2},
		"storm (retrystorm)  3 of 20 seeds":                         {Package: "x/retrystorm", System: "storm", Seeds: 3, SeedsOf: 20, Seconds: 0.5},
	} {
		if got := gaugeText(p); got != want {
			t.Errorf("gaugeText(%+v) = %q, expected %q", p, got, want)
		}
	}
}

// TestWordsAreExplained: what a report can say is in the words of explain.
func TestWordsAreExplained(t *testing.T) {
	var names []string
	for _, e := range words() {
		for _, name := range e.names {
			if slices.Contains(names, name) {
				t.Errorf("two entries are called %q", name)
			}
			names = append(names, name)
		}
		if strings.TrimSpace(e.text) == "" || e.sort == "" {
			t.Errorf("%q is not explained", e.names)
		}
	}
	for _, word := range strings.Fields(`holds violated unknown accepted expected deliver redeliver lose timeout choose crash recover cut heal
		read unsync tear tick flush lie sweep minimalCutSet cure recovers lasso freeFailures contract guarantees surgery
		pure total deterministic returns handled view states steps depth handlerRuns handlerCalls quiescent seconds bytesPerState
		workers order losses duplicates crashes recoveries disk cuts firings clocks ignored waits within`) {
		if !slices.Contains(names, word) {
			t.Errorf("%q is not explained", word)
		}
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{"crsh": "crash", "Crash": "crash", "chekc": "check", "zebra": "", "": ""} {
		if got := nearest(word, []string{"check", "crash", "crashes", "explain"}); got != want {
			t.Errorf("nearest(%q) = %q, expected %q", word, got, want)
		}
	}
}

func collect(lines ...string) *collector {
	c := newCollector()
	for _, line := range lines {
		c.line([]byte(line))
	}
	return c
}

// TestDeathOfSeveralWorkers: it cannot be told which of the calls killed the process, so all are named.
func TestDeathOfSeveralWorkers(t *testing.T) {
	j := job{suite: suite{path: "x/lock", name: "./lock"}, chosen: []testFunc{{name: "TestA", certain: true}, {name: "TestB", certain: true}}}
	c := collect(
		`{"Action":"run","Package":"x/lock","Test":"TestA"}`,
		`{"Action":"output","Package":"x/lock","Test":"TestA","Output":"runtime: goroutine stack exceeds 1000000000-byte limit\n"}`,
		`{"Action":"output","Package":"x/lock","Test":"TestA","Output":"fatal error: stack overflow\n"}`,
		`{"Action":"fail","Package":"x/lock"}`,
	)
	o := judge(j, c, ending{calls: []side.Call{
		{System: "lock", Handler: "a.Receive", Input: "M{}"},
		{System: "lock", Handler: "b.Receive", Input: "\x01\xff", Raw: true, Cut: true},
	}})
	if len(o.records) != 1 || len(o.problems)+len(o.failures) != 0 || len(o.rest) != 1 || o.rest[0].name != "TestB" {
		t.Fatalf("judged %+v, expected one record, and TestB to run again", o)
	}
	want := "the test binary died (fatal error: stack overflow) in one of these calls, which were being made at once: " +
		"a.Receive on M{}; b.Receive on the input encoded as 01ff..."
	if r := o.records[0]; r.Why != want || r.Finding != "total" || r.Verdict != evidence.Violated || r.System != "lock" || r.Package != "x/lock" {
		t.Errorf("the record is %+v", r)
	}
}

// TestDeafTestsAreUnknown: what a person had to kill shows nothing, and is not said to hold.
func TestDeafTestsAreUnknown(t *testing.T) {
	j := job{suite: suite{path: "x/lock"}, chosen: []testFunc{{name: "TestA", certain: true}, {name: "TestB", certain: true}}}
	c := collect(`{"Action":"run","Package":"x/lock","Test":"TestA"}`)
	o := judge(j, c, ending{ended: endInterrupted, killed: true, systems: []side.Announced{{System: "lock", Test: "TestA"}}})
	if evidence.ExitStatus(o.records, len(o.problems)) != exitUnknown || len(o.records) != 2 || o.records[0].System != "lock" {
		t.Errorf("judged %+v, expected two unknown records", o)
	}
}

// TestHalfAMessageIsAProblem: evidence must not get lost in silence.
func TestHalfAMessageIsAProblem(t *testing.T) {
	j := job{suite: suite{path: "x/lock"}, chosen: []testFunc{{name: "TestA", certain: true}}}
	piece := evidence.Attrs(evidence.Message{Evidence: &evidence.Record{Verdict: evidence.Holds, Why: strings.Repeat("x", 5000)}})[0]
	c := collect(
		`{"Action":"run","Package":"x/lock","Test":"TestA"}`,
		`{"Action":"attr","Package":"x/lock","Test":"TestA","Key":"assay","Value":"`+strings.ReplaceAll(piece, `"`, `\"`)+`"}`,
		`{"Action":"pass","Package":"x/lock","Test":"TestA"}`,
		`{"Action":"output","Package":"x/lock","Output":"PASS\n"}`,
		`{"Action":"pass","Package":"x/lock"}`,
	)
	if o := judge(j, c, ending{}); len(o.problems) != 1 || !strings.Contains(o.problems[0].Text, "the attributes end after piece 1 of 2") {
		t.Errorf("judged %+v, expected a problem", o)
	}
}

// TestFailedAfterTheEnd: a test that holds half a sweep to what it expects of a whole one is not known to fail.
func TestFailedAfterTheEnd(t *testing.T) {
	j := job{suite: suite{path: "x/lock"}, chosen: []testFunc{{name: "TestA", certain: true}}}
	events := []string{
		`{"Action":"run","Package":"x/lock","Test":"TestA"}`,
		`{"Action":"output","Package":"x/lock","Test":"TestA","Output":"another one than expected\n"}`,
		`{"Action":"fail","Package":"x/lock","Test":"TestA"}`,
		`{"Action":"fail","Package":"x/lock"}`,
	}
	o := judge(j, collect(events...), ending{status: "exit status 1", ended: "the time is spent"})
	if len(o.failures) > 0 || len(o.records) != 1 || o.records[0].Verdict != evidence.Unknown || o.records[0].Picture[0] != "another one than expected" {
		t.Errorf("judged %+v, expected one that is unknown, with its output", o)
	}
	if o = judge(j, collect(events...), ending{status: "exit status 1"}); len(o.failures) != 1 {
		t.Errorf("judged %+v, expected a failure", o)
	}
}

func TestAnnotationsAreEscaped(t *testing.T) {
	r := &report{command: &command{env: []string{"GITHUB_WORKSPACE=/w"}}}
	j := job{suite: suite{path: "x/lock"}, chosen: []testFunc{{name: "TestA"}}}
	j.chosen[0].at.Filename, j.chosen[0].at.Line = "/w/lock/a_test.go", 7
	r.jobs = []job{j}
	for range 12 {
		r.take(outcome{job: j, problems: []evidence.Problem{{Package: "x/lock", Test: "TestA/sub", Text: "100%\nbad"}}})
	}
	lines := reports.Annotations(r.whole().Results())
	if want := "::error file=lock/a_test.go,line=7,title=x/lock::100%25%0Abad"; len(lines) != 10 || lines[0] != want {
		t.Errorf("%d annotations, the first %q; expected 10 and %q", len(lines), lines[0], want)
	}
}
