package report

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/assay-dev/assay/evidence"
	"github.com/assay-dev/assay/trace"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := os.ReadFile(file); got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// several are records as one run might leave them: shared and own figures, all verdicts, two packages.
func several() []evidence.Record {
	entries := func(s ...string) []evidence.Entry {
		var all []evidence.Entry
		for i := 0; i < len(s); i += 2 {
			all = append(all, evidence.Entry{Name: s[i], Value: s[i+1]})
		}
		return all
	}
	figures := map[string]uint64{"states": 1194428, "steps": 2420477, "depth": 27, "handlerRuns": 15606, "handlerCalls": 31212, "quiescent": 1}
	base := evidence.Record{
		Package: "./examples/paxos", System: "paxos", Technique: "check", Verdict: evidence.Holds, Figures: figures,
		Measured: map[string]float64{"seconds": 1.87, "workers": 2},
		Assumptions: entries("order", "unordered", "losses", "none", "duplicates", "none", "crashes", "none", "recoveries", "unlimited",
			"disk", "kept", "cuts", "none", "firings", "unlimited", "clocks", "none", "ignored", "waits"),
		Bounds: entries("handler time", "10 s"), NotCovered: []string{"a second crash of the same server"},
	}
	with := func(change func(r *evidence.Record)) evidence.Record {
		r := base
		change(&r)
		return r
	}
	return []evidence.Record{
		with(func(r *evidence.Record) { r.Property = "linearizable" }),
		with(func(r *evidence.Record) { r.Property = "a value is chosen" }),
		with(func(r *evidence.Record) {
			r.Property, r.Verdict, r.Accepted = "every client is answered", evidence.Unknown, "the search is too large for this machine"
			r.Why = "memory ran out at 3,000,000 states"
			r.Figures = map[string]uint64{"states": 3000000, "steps": 7000000}
			r.Measured = map[string]float64{"seconds": 132}
			r.Bounds = entries("memory", "2 GB")
			r.NotCovered = []string{"a second crash of the same server", "states beyond depth 19"}
		}),
		with(func(r *evidence.Record) { r.System, r.Property, r.Cached = "paxos/small", "linearizable", true }),
		{Package: "./examples/lock", System: "lock/forgetful", Property: "mutual exclusion", Technique: "check", Verdict: evidence.Violated, Expected: true,
			Why: "both hold \x1b[31mthe\nlock", Trace: &trace.Trace{System: "lock/forgetful", Digest: "k3f9", Title: "mutual exclusion: violated after 1 step",
				Steps: []trace.Step{{Number: 3, Kind: "deliver", From: "lock", To: "client1", What: "Granted"}}}},
		{Package: "./examples/lock", System: "lock", Finding: "pure", Technique: "check", Verdict: evidence.Violated, Why: "Server.Receive changed its argument"},
		{Package: "./examples/lock", System: "lock", Property: "mutual exclusion", Technique: "check", Verdict: evidence.Unknown, Why: "the exploration ended with the finding\nhint: copy the slice\nfirst\nhint: then run it again"},
		{Package: "./examples/lock", System: "lock", Property: "TestLock", Technique: "test", Verdict: evidence.Violated, Why: "see its output (no evidence tells why)"},
		{Property: strings.Repeat("a long name ", 8), Verdict: evidence.Holds, Technique: "forall", Figures: map[string]uint64{"values": 1}, Measured: map[string]float64{"seconds": 0.001}},
		{},
	}
}

func TestText(t *testing.T) {
	for file, o := range map[string]Options{"testdata/report.golden": {}, "testdata/narrow.golden": {Width: 60}, "testdata/color.golden": {Color: true}} {
		var out bytes.Buffer
		if err := Text(&out, several(), o); err != nil {
			t.Fatal(err)
		}
		golden(t, file, out.String())
		plain := strings.NewReplacer("\x1b[0m", "", "\x1b[1m", "", "\x1b[2m", "", "\x1b[31m", "", "\x1b[32m", "", "\x1b[33m", "").Replace(out.String())
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: a record's own escape code reached the terminal", file)
		}
		if o.Width == 0 {
			want, _ := os.ReadFile("testdata/report.golden")
			if plain != string(want) && !*rewrite {
				t.Errorf("%s: colour changes more than colour", file)
			}
		}
	}
	var out bytes.Buffer
	if err := Text(&out, nil, Options{}); err != nil || out.String() != "no evidence: nothing was checked\n" {
		t.Error(out.String(), err)
	}
}

// The order in which packages and systems were reported does not reach the report.
func TestTextIsDeterministic(t *testing.T) {
	records := several()
	var want bytes.Buffer
	Text(&want, records, Options{})
	rotated := append(records[3:4:4], append(records[4:], records[:3]...)...)
	var got bytes.Buffer
	Text(&got, rotated, Options{})
	if got.String() != want.String() {
		t.Errorf("got\n%s\nwant\n%s", &got, &want)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestTextReportsItsWriter(t *testing.T) {
	if err := Text(failing{}, several(), Options{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

func TestTextOfAContract(t *testing.T) {
	r := evidence.Record{Package: "p", System: "s6", Property: "safe", Verdict: evidence.Holds, Assumptions: []evidence.Entry{{Name: evidence.ContractOf + "x", Value: "C"}}}
	var text strings.Builder
	want := "\ncontracts\n  C\n    assumed by   p s6\n    kept by      nobody here: it stands as an assumption\n"
	if err := Text(&text, []evidence.Record{r}, Options{}); err != nil || !strings.Contains(text.String(), want) {
		t.Errorf("%v\n%s", err, text.String())
	}
}
