package report

import (
	"bytes"
	"os"
	"testing"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

// sample is what a run of some examples left: something of each technique, a sweep, series and a problem.
func sample(t testing.TB) Report {
	t.Helper()
	text, err := os.ReadFile("testdata/sample.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// broken is the sample as it would be with a broken lock, an unknown that is not accepted and one that is.
func broken(t testing.TB) Report {
	r := sample(t)
	for i := range r.Records {
		if r.Records[i].System == "lock/forgetful" {
			r.Records[i].Expected = false
			r.Records[i].At = &evidence.Place{File: "lock/check_test.go", Line: 12}
		}
	}
	caught := r.Records[2]
	caught.System, caught.Expected = "lock/amnesiac", true
	unknown := r.Records[0]
	unknown.System, unknown.Property, unknown.Verdict, unknown.Why = "lock/9clients", "mutual exclusion", evidence.Unknown, "memory ran out at 3,000,000 states\nhint: give it more"
	accepted := unknown
	accepted.Property, accepted.Accepted = "someone holds the lock", "nine clients are too many for this machine"
	r.Records = append(r.Records, unknown, accepted, caught)
	return r
}

// payload is a text that would be something else than text in one of the forms, if that form let it.
const payload = "<img src=x onerror=\"window.hacked=1\"></script><script>window.hacked=1</script>{{7*7}} ```\n::error::x\n](javascript:alert(1)) @all #1 ]]> \u202egnp.exe \x1b[31m\x00 & | ~~~ \u2028 *b* $x$"

// hostile has the payload wherever a record can have a text.
func hostile() Report {
	r := evidence.Record{
		Package: payload, System: payload, Test: payload, At: &evidence.Place{File: payload, Line: 3}, Property: payload, Finding: payload, Technique: payload,
		Verdict: evidence.Violated, Why: payload + "\nhint: " + payload, Assumptions: []evidence.Entry{{Name: payload, Value: payload}, {Name: evidence.ContractOf + "x", Value: payload}},
		Bounds: []evidence.Entry{{Name: payload, Value: payload}}, Coverage: []evidence.Entry{{Name: payload, Value: payload}}, NotCovered: []string{payload},
		Figures: map[string]uint64{payload: 7}, Picture: []string{payload},
		Trace: &trace.Trace{System: payload, Digest: payload, Title: payload, Note: payload, Package: payload,
			Steps: []trace.Step{{Number: 0, Kind: "deliver", From: "a", To: payload, What: payload, Note: payload}, {Number: -1, Kind: payload, To: payload, What: payload}},
			Final: []trace.State{{ID: payload, Text: payload}},
			Told: []trace.Told{{Parts: []trace.Part{{Lane: payload, Text: payload}, {Name: payload, Text: payload}}, Sent: []trace.Message{{From: "a", To: payload, What: payload}}},
				{Gone: []int{0}}, {Parts: []trace.Part{{Lane: payload, Text: "{" + payload + ": 1}"}}, Says: []trace.Saying{{Property: payload, Truth: "false", Why: payload, Hint: payload}}, Nowhere: true}}},
	}
	accepted, holds := r, r
	accepted.Verdict, accepted.Accepted, accepted.Trace = evidence.Unknown, payload, nil
	holds.Verdict, holds.Trace = evidence.Holds, nil
	s := evidence.Sweep{Package: payload, System: payload, From: payload, Dimensions: []evidence.SweepDimension{{Name: payload, Levels: []string{payload, payload}}},
		Properties: []evidence.SweepProperty{{Name: payload, Breaks: []evidence.SweepCut{{Words: []string{payload}, Why: payload, Trace: r.Trace}}, Holds: [][]string{{payload}}}},
		Points:     []evidence.SweepPoint{{Levels: []int{1}, Verdicts: []string{payload}}}}
	series := evidence.Series{Package: payload, System: payload, Test: payload, Runs: 1, Seconds: 1,
		Lines: []evidence.SeriesLine{{Name: payload, Unit: payload, Panel: payload, Middle: []evidence.Number{1, 2}}}, Marks: []evidence.SeriesMark{{Seconds: 1, What: payload}}}
	return Report{Version: payload, Records: []evidence.Record{r, accepted, holds}, Sweeps: []evidence.Sweep{s}, Series: []evidence.Series{series},
		Problems: []evidence.Problem{{Package: payload, System: payload, Test: payload, Text: payload}}}
}
