package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
	"github.com/assay-dev/assay/evidence"
)

// TestForms holds each form of one report to its golden file, and equal reports to equal bytes.
func TestForms(t *testing.T) {
	now, base := broken(t), sample(t)
	base.Records = base.Records[:len(base.Records)-1]
	base.Records[0].Figures = map[string]uint64{"states": 100, "steps": 700, "depth": 13}
	trend := Compare(base, now)
	for file, format := range map[string]string{"report.md": "markdown", "report.sarif": "sarif", "junit.xml": "junit", "report.txt": "text", "report.jsonl": "json"} {
		var first, second bytes.Buffer
		if err := Write(&first, format, now, trend); err != nil {
			t.Fatal(err)
		}
		if err := Write(&second, format, broken(t), Compare(base, broken(t))); err != nil || second.String() != first.String() {
			t.Errorf("%s: equal reports give other bytes, %v", format, err)
		}
		golden(t, "testdata/"+file, first.String())
		if err := Write(failing{}, format, now, trend); err == nil {
			t.Errorf("%s: a writer that fails is passed over", format)
		}
	}
	if err := Write(io.Discard, "pdf", now, nil); err == nil || !strings.Contains(err.Error(), "html, json, junit, markdown, sarif, text") {
		t.Errorf("%v, expected what formats there are", err)
	}
}

func TestFormatOf(t *testing.T) {
	for file, want := range map[string]string{"a.html": "html", "A.HTM": "html", "x/r.sarif": "sarif", "r.sarif.json": "sarif", "r.json": "json", "r.xml": "junit", "r.md": "markdown", "r.txt": "text", "r": "", "html": ""} {
		if got, ok := FormatOf(file); got != want || ok != (want != "") {
			t.Errorf("FormatOf(%q) = %q, %v, expected %q", file, got, ok, want)
		}
	}
	for _, format := range Formats {
		if !slices.ContainsFunc(suffixes, func(s struct{ suffix, format string }) bool { return s.format == format }) {
			t.Errorf("no file name says %s", format)
		}
	}
}

// TestReadsWhatJSONWrites: a report comes back whole, and half a one is refused.
func TestReadsWhatJSONWrites(t *testing.T) {
	want := broken(t)
	var wire, again bytes.Buffer
	if err := JSON(&wire, want); err != nil {
		t.Fatal(err)
	}
	text := wire.String()
	got, err := Read(&wire)
	if err != nil {
		t.Fatal(err)
	}
	if err := JSON(&again, got); err != nil || again.String() != text || len(got.Records) != len(want.Records) {
		t.Errorf("%d records of %d came back, %v", len(got.Records), len(want.Records), err)
	}
	half := text[:strings.LastIndex(strings.TrimSpace(text), "\n")+1]
	if _, err := Read(strings.NewReader(half)); err == nil || !strings.Contains(err.Error(), "ends without a summary") {
		t.Errorf("half a report is read: %v", err)
	}
	if _, err := Read(strings.NewReader("")); err == nil {
		t.Error("nothing is read as a report")
	}
}

// TestSARIFHasWhatItsSchemaRequires holds the log to the parts of the schema of SARIF 2.1.0 that say "required", "enum" and "minimum".
func TestSARIFHasWhatItsSchemaRequires(t *testing.T) {
	for name, r := range map[string]Report{"broken": broken(t), "hostile": hostile(), "empty": {}} {
		var text bytes.Buffer
		if err := SARIF(&text, r.Version, r.Results()); err != nil {
			t.Fatal(err)
		}
		var log struct {
			Version string `json:"version"`
			Runs    []struct {
				Tool struct {
					Driver struct {
						Name  *string
						Rules []struct{ ID *string }
					}
				}
				Results []struct {
					RuleID    string
					RuleIndex int
					Level     string
					Message   *struct{ Text *string }
					Locations []struct {
						PhysicalLocation struct {
							ArtifactLocation struct{ URI string }
							Region           struct{ StartLine int }
						}
					}
				}
			} `json:"runs"`
		}
		if err := json.Unmarshal(text.Bytes(), &log); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name == nil || log.Runs[0].Results == nil {
			t.Fatalf("%s: a log without version, runs, tool.driver.name or results:\n%s", name, &text)
		}
		rules := log.Runs[0].Tool.Driver.Rules
		for _, result := range log.Runs[0].Results {
			if result.Message == nil || result.Message.Text == nil || !slices.Contains([]string{"none", "note", "warning", "error"}, result.Level) {
				t.Errorf("%s: a result without message or level: %+v", name, result)
			}
			if result.RuleIndex < 0 || result.RuleIndex >= len(rules) || rules[result.RuleIndex].ID == nil || *rules[result.RuleIndex].ID != result.RuleID {
				t.Errorf("%s: rule %d is not %q", name, result.RuleIndex, result.RuleID)
			}
			for _, l := range result.Locations {
				if uri := l.PhysicalLocation.ArtifactLocation.URI; l.PhysicalLocation.Region.StartLine < 1 || strings.ContainsAny(uri, " <>\"\\{}|^`\n") || uri == "" {
					t.Errorf("%s: %+v is no place", name, l)
				}
			}
		}
	}
}

// TestHostileText: whatever a record says, each form shows it as text.
func TestHostileText(t *testing.T) {
	r := hostile()
	trend := Compare(Report{Records: r.Records[:1]}, r)
	forms := map[string]string{}
	for _, format := range Formats {
		var text bytes.Buffer
		if err := Write(&text, format, r, trend); err != nil {
			t.Fatal(err)
		}
		forms[format] = text.String()
		if format != "json" && format != "sarif" && strings.ContainsAny(withoutData(text.String()), "\u202e\x1b\x00\u2028") {
			at := strings.IndexAny(text.String(), "\u202e\x1b\x00\u2028")
			t.Errorf("%s: a character that does not show itself is not escaped: %q", format, text.String()[max(0, at-300):at+10])
		}
	}
	if strings.Contains(forms["html"], "<img") || strings.Contains(forms["html"], "<script>window") || strings.Contains(forms["html"], "49 ") {
		t.Error("HTML: the payload is no text")
	}
	d := xml.NewDecoder(strings.NewReader(forms["junit"]))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("JUnit: %v", err)
		}
	}
	markdownIsText(t, forms["markdown"])
	for _, line := range Annotations(r.Results()) {
		if strings.Contains(line, "\n") || !strings.HasPrefix(line, "::error file=") && !strings.HasPrefix(line, "::error title=") {
			t.Errorf("annotation %q", line)
		}
	}
}

// withoutData leaves out what a page holds as data and as script: diagrams show what is in it by codes, which TestPage sees.
func withoutData(text string) string {
	if data := strings.Index(text, "<script"); data >= 0 {
		return text[:data]
	}
	return text
}

// markdownIsText looks for the payload outside of fences.
func markdownIsText(t *testing.T, text string) {
	t.Helper()
	fence := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]; {
		case fence == "" && len(ticks) >= 3:
			fence = ticks
		case fence != "" && line == fence:
			fence = ""
		case fence == "" && (strings.Contains(line, "<img") || strings.Contains(line, "](") || strings.Contains(line, "@all") || strings.Contains(line, "```")):
			t.Errorf("Markdown: %q", line)
		}
	}
	if fence != "" {
		t.Error("Markdown: a fence stays open")
	}
}

// TestMarkdownFits: what GitHub would refuse as too long is cut between two parts, and says so.
func TestMarkdownFits(t *testing.T) {
	r := sample(t)
	one := r.Records[2]
	for i := range 2000 {
		one.System, one.Expected = fmt.Sprint("lock", i), false
		r.Records = append(r.Records, one)
	}
	var text bytes.Buffer
	if err := Markdown(&text, r, nil); err != nil || text.Len() > markdownLenMax || !strings.HasSuffix(text.String(), "(The rest is left out: the limit is a mebibyte.)\n") {
		t.Errorf("%d bytes, %v", text.Len(), err)
	}
	markdownIsText(t, text.String())
}

func TestFenced(t *testing.T) {
	if got := Fenced("a\n```\nb"); got != "````text\na\n```\nb\n````" {
		t.Errorf("%q", got)
	}
}

// TestTrend: what got worse comes first, claims are paired by their test and then in order, and what grew is told.
func TestTrend(t *testing.T) {
	claim := func(system, test string, v evidence.Verdict, states uint64) evidence.Record {
		return evidence.Record{Package: "p", System: system, Test: test, Property: "safe", Technique: "check", Verdict: v, Figures: map[string]uint64{"states": states, "steps": 2 * states}}
	}
	base := Report{Records: []evidence.Record{claim("a", "TestA", evidence.Unknown, 5), claim("b", "TestB", evidence.Holds, 100), claim("b", "TestC", evidence.Violated, 7),
		claim("c", "TestC", evidence.Holds, 10), claim("old", "T", evidence.Holds, 1)}}
	now := Report{Records: []evidence.Record{claim("a", "TestA", evidence.Holds, 50), claim("b", "TestC", evidence.Violated, 7), claim("b", "TestRenamed", evidence.Violated, 150),
		claim("c", "TestC", evidence.Holds, 20), claim("new", "T", evidence.Holds, 1)}}
	trend := Compare(base, now)
	if len(trend.Changed) != 2 || trend.Changed[0].Is.System != "b" || !trend.Changed[0].Worse() || trend.Changed[1].Worse() {
		t.Errorf("changed %+v", trend.Changed)
	}
	if len(trend.New) != 1 || trend.New[0].System != "new" || len(trend.Gone) != 1 || trend.Gone[0].System != "old" || trend.Same != 2 {
		t.Errorf("new %+v, gone %+v, %d the same", trend.New, trend.Gone, trend.Same)
	}
	if len(trend.Grown) != 4 || trend.Grown[0].System != "c" || trend.Grown[0].Percent() != 100 {
		t.Errorf("grown %+v", trend.Grown)
	}
	var text bytes.Buffer
	if err := TextTrend(&text, trend, Options{Width: 60}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/trend.txt", text.String())
	if same := Compare(now, now); !same.Empty() || same.Same != len(now.Records) {
		t.Errorf("a report differs from itself: %+v", same)
	}
	if err := TextTrend(os.Stdout, nil, Options{}); err != nil {
		t.Error(err)
	}
}

// TestPictures holds the diagrams in characters to their golden file, at widths where they fit, just fit, and do not.
func TestPictures(t *testing.T) {
	var all strings.Builder
	r := broken(t)
	for _, width := range []int{100, 56, 40} {
		var text bytes.Buffer
		if err := Text(&text, r.Records[2:3], Options{Width: width, Pictures: true}); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "=== %d columns\n%s", width, &text)
	}
	golden(t, "testdata/pictures.golden", all.String())
}

// TestLanes draws each kind of step.
func TestLanes(t *testing.T) {
	tr := *hostile().Records[0].Trace
	tr.Steps = nil
	for _, text := range []string{"deliver  a -> b  Ping", "deliver  b -> a  Pong => {N: 1}", "redeliver  a -> c  Ping", "lose  c -> a  Late", "timeout  b  retry", "choose  b  left",
		"crash  c  forgets {Log: [1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16]}", "recover  c  disk empty", "cut  a | b c", "heal", "deliver  a -> a  Self", "tick"} {
		step := strings.Fields(text)
		s := hostile().Records[0].Trace.Steps[0]
		s.Kind, s.From, s.To, s.What, s.Note = step[0], "", "", "", ""
		switch {
		case len(step) > 3 && step[2] == "->":
			s.From, s.To, s.What = assay.ID(step[1]), assay.ID(step[3]), strings.Join(step[4:], " ")
		case step[0] == "cut":
			s.What = strings.Join(step[1:], " ")
		case len(step) > 1:
			s.To, s.What = assay.ID(step[1]), strings.Join(step[2:], " ")
		}
		tr.Steps = append(tr.Steps, s)
	}
	tr.Final, tr.Told = nil, nil
	golden(t, "testdata/lanes.golden", strings.Join(lanes(tr, 70), "\n")+"\n")
	if lanes(tr, 20) != nil {
		t.Error("lanes in 20 columns leave no room for words")
	}
}
