package cli

import (
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/internal/side"
)

// techniqueTest stands in records that say something of a test, where package check could not.
const techniqueTest = "test"

// outcome is what became of one job.
type outcome struct {
	job      job
	records  []evidence.Record
	problems []evidence.Problem
	failures []failure
	rest     []testFunc // did not come to run since the process died, and can run in another one
	bare     []string   // tests that passed and ran no subtest
	sweeps   []evidence.Sweep
	series   []evidence.Series
}

// failure is a test that failed for another reason than what its records say. It counts as a violation.
type failure struct {
	test   string
	output string
}

// ending is how a job ended, apart from what the tests said.
type ending struct {
	calls   []side.Call      // what the black boxes hold
	systems []side.Announced // which test holds which system
	status  string           // how go test ended, "" where it succeeded
	ended   string           // why it was asked to stop, "" where it was not
	killed  bool             // it did not stop in time
	err     error            // go test could not be run
	stderr  string
}

// judge says what a job showed.
func judge(j job, c *collector, end ending) outcome {
	o := &outcome{job: j}
	switch {
	case end.err != nil:
		o.problem("", end.err.Error())
	case c.build != "" && c.failed && len(c.order) == 0:
		o.problem("", notBuilt(j.suite.name, c.build))
	case j.suite.broken && len(j.chosen) == 0 && !c.failed:
		o.problem("", fmt.Sprintf("%s builds, but its types could not be read\nhint: go vet %s", j.suite.name, j.suite.name))
	case len(c.order) == 0 && !c.failed && end.ended == "" && strings.TrimSpace(end.stderr+c.stray) != "":
		o.problem("", "go test said:\n"+strings.TrimRight(indent(end.stderr+c.stray), "\n"))
	default:
		o.tests(c, end)
	}
	o.complete(c, end)
	return *o
}

func (o *outcome) tests(c *collector, end ending) {
	death := findDeath(o.job, c, end)
	for _, test := range o.job.chosen {
		family := c.family(test.name)
		for _, run := range family {
			o.add(run.name, endedBy(end.ended, run.records))
			o.sweeps, o.series = append(o.sweeps, run.sweeps...), append(o.series, run.series...)
			for _, p := range run.problems {
				p.Test = run.name
				o.problems = append(o.problems, p)
			}
		}
		o.test(test, family, death, end.ended)
		if len(family) == 1 && family[0].status == "pass" {
			o.bare = append(o.bare, test.name)
		}
	}
	if death != nil {
		o.records = append(o.records, death.records...)
	}
	if death != nil && death.own && len(o.failures) == 0 {
		o.fail("the test binary", cmp.Or(c.output+end.stderr, death.words))
	}
	if c.unfinished(end) && !explained(o.records) {
		o.problem("", fmt.Sprintf("go test did not end by itself (%s), so what it left may not be all", end.status))
	}
	// The package can fail though each test passed: a TestMain that exits with another status, or a process that dies at its end.
	if c.failed && death == nil && !hasFailed(c) {
		o.fail("TestMain", c.output+end.stderr)
	}
}

// test says what is wrong with a test function apart from what its records say.
func (o *outcome) test(test testFunc, family []*testRun, death *death, ended string) {
	records, problems, status, output := 0, 0, "", ""
	told := false
	for i, run := range family {
		records += len(run.records)
		problems += len(run.problems)
		if i == 0 {
			status = run.status
		}
		output += run.output
		told = told || explained(run.records)
	}
	switch {
	case death.took(status, family) && len(family) == 0 && death.again:
		o.rest = append(o.rest, test)
	case death.took(status, family) && len(family) == 0:
		o.unknown(test.name, "it did not run: "+death.why)
	case death.took(status, family):
		o.died(test.name, output, death)
	case len(family) == 0:
		o.problem(test.name, fmt.Sprintf("%s did not run, so it left no evidence\nhint: does TestMain call m.Run?", test.name))
	case status == "fail" && !told && problems == 0 && ended != "":
		o.cut(test.name, ended, output)
	case status == "fail" && !told && problems == 0:
		o.fail(test.name, output)
	case o.job.selective:
	case status == "skip":
		o.skipped(family[0], records)
	case slices.ContainsFunc(family, isSkipped):
		for _, run := range family {
			if isSkipped(run) {
				o.skipped(run, len(run.records))
			}
		}
	case status == "pass" && records == 0 && problems == 0 && test.certain:
		o.problem(test.name, fmt.Sprintf("%s left no evidence, though it refers to package %s\nhint: does it return before it hands over its %s?", test.name, path.Base(o.job.suite.of.path), o.job.suite.of.noun))
	}
}

func isSkipped(run *testRun) bool { return run.status == "skip" }

// skipped says that a test did not show all that it might have. A skipped subtest counts as much as a skipped test: go test calls
// the test around it passed, and its evidence would be missed by nobody.
func (o *outcome) skipped(run *testRun, records int) {
	text := "%s left no evidence: it was skipped%s"
	if records > 0 {
		text = "%s was skipped after it had left evidence, which may not be all%s"
	}
	o.problem(run.name, fmt.Sprintf(text, run.name, skipReason(run.output)))
}

// add leaves out what differs in nothing but its measurements from a record that is there: with -count each run leaves one.
func (o *outcome) add(test string, records []evidence.Record) {
	for _, r := range records {
		same := func(other evidence.Record) bool {
			other.Test = ""
			return reflect.DeepEqual(evidence.Comparable(r), evidence.Comparable(other))
		}
		if !slices.ContainsFunc(o.records, same) {
			r.Test = test
			o.records = append(o.records, r)
		}
	}
}

// endedBy says of what is unknown what ended it, where that was not a person: who reads the report did not see it.
func endedBy(ended string, records []evidence.Record) []evidence.Record {
	if ended == "" || ended == endInterrupted {
		return records
	}
	for i, r := range records {
		if r.Verdict == evidence.Unknown && r.Fails() {
			records[i].Why += "\nhint: " + ended
		}
	}
	return records
}

// join adds what the tests showed that ran in another process.
func (o *outcome) join(later outcome) {
	o.records = append(o.records, later.records...)
	o.problems = append(o.problems, later.problems...)
	o.failures = append(o.failures, later.failures...)
	o.bare = append(o.bare, later.bare...)
	o.sweeps, o.series = append(o.sweeps, later.sweeps...), append(o.series, later.series...)
	o.rest = later.rest
}

// died says what is wrong with a test that was running when the process died. A handler that killed it has a record of its own.
func (o *outcome) died(test, output string, death *death) {
	switch {
	case death.own:
		o.fail(test, cmp.Or(strings.TrimSpace(output), death.words))
	case death.unknown != "":
		o.unknown(test, death.unknown)
	}
}

func explained(records []evidence.Record) bool {
	return slices.ContainsFunc(records, evidence.Record.Fails)
}

// notBuilt is what the compiler said.
func notBuilt(name, said string) string {
	p := problem{fmt.Sprintf("%s does not build:\n%s", name, strings.TrimRight(indent(said), "\n")), hintFor(said)}
	return p.Error()
}

func hasFailed(c *collector) bool {
	for _, run := range c.order {
		if run.status == "fail" {
			return true
		}
	}
	return false
}

// skipReason is what the test said when it was skipped.
func skipReason(output string) string {
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "---") {
			continue
		}
		return ": " + line
	}
	return ""
}

func (o *outcome) problem(test, text string) {
	o.problems = append(o.problems, evidence.Problem{Test: test, Text: text})
}

func (o *outcome) unknown(test, why string) {
	o.records = append(o.records, testRecord(test, evidence.Unknown, why))
}

// testRecord is a record about a test, where package check could leave none about its system.
func testRecord(test string, v evidence.Verdict, why string) evidence.Record {
	return evidence.Record{Property: test, Technique: techniqueTest, Verdict: v, Why: why}
}

// cut says of a test that failed in a process that was asked to end that nobody knows whether it would have failed otherwise: what it
// held to its expectations may have been half of it.
func (o *outcome) cut(test, ended, output string) {
	r := testRecord(test, evidence.Unknown, "it failed, and may have done so since it was ended: "+ended)
	r.Picture = strings.Split(strings.TrimSpace(output), "\n")
	o.records = append(o.records, r)
}

func (o *outcome) fail(test, output string) {
	o.failures = append(o.failures, failure{test, output})
	o.records = append(o.records, testRecord(test, evidence.Violated, "see its output (no evidence tells why)"))
}

// complete adds what only the command knows.
func (o *outcome) complete(c *collector, end ending) {
	for i := range o.records {
		r := &o.records[i]
		if r.System == "" && r.Technique == techniqueTest {
			r.System = systemIn(end.systems, r.Property)
		}
		if r.Package == "" {
			r.Package = o.job.suite.path
		}
		if r.Trace != nil && r.Trace.Package == "" {
			r.Trace.Package = o.job.suite.name
		}
		r.Cached = r.Cached || c.cached
	}
	for i := range o.sweeps {
		o.sweeps[i].Package = o.job.suite.name
	}
	for i := range o.series {
		o.series[i].Package = o.job.suite.path
	}
	for i := range o.problems {
		if o.problems[i].Package == "" {
			o.problems[i].Package = o.job.suite.path
		}
		o.problems[i].Text = replayHere(o.problems[i].Text, o.job.suite)
	}
}

// replayHere names the package in a replay line that a test wrote, for which it is the one in its own directory.
func replayHere(text string, in suite) string {
	return strings.ReplaceAll(text, "assay replay . ", "assay replay "+in.name+" ")
}

// systemIn is the system of a test that holds only one.
func systemIn(systems []side.Announced, test string) string {
	found := ""
	for _, s := range systems {
		function, _, _ := strings.Cut(s.Test, "/")
		switch {
		case function != test || s.System == found:
		case found != "":
			return ""
		default:
			found = s.System
		}
	}
	return found
}
