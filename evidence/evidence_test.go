package evidence

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

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

// paxos is a record with all that a check leaves.
func paxos() Record {
	r := Record{
		Package: "./examples/paxos", System: "paxos", Property: "linearizable", Technique: "check", Verdict: Holds,
		Figures:  map[string]uint64{"states": 1194428, "steps": 2420477, "depth": 27, "handlerRuns": 15606, "handlerCalls": 31212, "quiescent": 1},
		Measured: map[string]float64{"seconds": 1.87, "workers": 2},
		Bounds:   []Entry{{"handler time", "10 s"}}, NotCovered: []string{"a second crash of the same server"},
	}
	for _, e := range []string{"order unordered", "losses none", "duplicates none", "crashes none", "recoveries unlimited", "disk kept", "cuts none", "firings unlimited", "clocks none", "ignored waits"} {
		name, value, _ := strings.Cut(e, " ")
		r.Assumptions = append(r.Assumptions, Entry{name, value})
	}
	return r
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestStream(t *testing.T) {
	holds, unknown := paxos(), paxos()
	unknown.Verdict, unknown.Why, unknown.Accepted = Unknown, "memory ran out\nhint: -> <x>", "the search is too large for this machine"
	sent := []Message{{Config: &Config{Protocol: Protocol, Version: "v1"}}, {Progress: &Progress{System: "paxos", States: 1 << 60, Seconds: 0.5}},
		{Evidence: &holds}, {Evidence: &unknown}, {Error: &Problem{Text: "no package\nhint: -> <x>"}}, {Summary: &Summary{Exit: 2}}}
	var b bytes.Buffer
	e := NewEncoder(&b)
	for _, m := range sent {
		if err := e.Encode(m); err != nil {
			t.Fatal(err)
		}
	}
	if lines := strings.Count(b.String(), "\n"); lines != len(sent) || strings.Contains(b.String(), `\u003e`) {
		t.Errorf("%d lines: %s", lines, &b)
	}
	d := NewDecoder(strings.NewReader("\n" + strings.ReplaceAll(b.String(), "\n", "\r\n\n")))
	for _, want := range sent {
		if got, err := d.Decode(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	if _, err := d.Decode(); err != io.EOF {
		t.Error(err)
	}
}

func TestStreamsThatAreRefused(t *testing.T) {
	config := `{"config":{"protocol":1}}` + "\n"
	for stream, want := range map[string]string{
		"": "the stream is empty", "\n\n": "the stream is empty",
		`{"summary":{}}`: "the first message is summary, expected config",
		`{"config":{"protocol":2,"version":"v9"}}`: "protocol 2, expected 1",
		`{"config":{}}`:         "protocol 0, expected 1",
		config + config:         "a second config",
		config + `{}`:           "0 fields set",
		config + `{"later":{}}`: "0 fields set",
		config + `{"summary":{},"error":{"text":"x"}}`:     "2 fields set [error summary]",
		config + `{"evidence":{"verdict":"maybe"}}`:        `verdict "maybe", expected one of holds, violated, unknown`,
		config + `{"evidence":{"property":"no verdict"}}`:  `verdict ""`,
		config + `{"evidence":{"verdict":"holds"`:          "line 2: unexpected end",
		config + `{"summary":{}} {"summary":{}}`:           "line 2: invalid character",
		config + "\n" + `{"evidence":{"verdict":"holds",}`: "line 3: ",
	} {
		d := NewDecoder(strings.NewReader(stream))
		var err error
		for err == nil {
			_, err = d.Decode()
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", stream, err, want)
		}
	}
}

func TestEncoderRefuses(t *testing.T) {
	config := Message{Config: &Config{Protocol: 1}}
	for want, messages := range map[string][]Message{
		"first message is summary": {{Summary: &Summary{}}},
		"a second config":          {config, config},
		"0 fields set":             {{}},
		"2 fields set":             {{Config: config.Config, Summary: &Summary{}}},
		`verdict ""`:               {config, {Evidence: &Record{}}},
		"unsupported value: NaN":   {config, {Progress: &Progress{Seconds: math.NaN()}}},
		"closed pipe":              {config},
	} {
		var w io.Writer = io.Discard
		if want == "closed pipe" {
			w = failing{}
		}
		e := NewEncoder(w)
		var err error
		for _, m := range messages {
			err = e.Encode(m)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func long(r *rand.Rand, lenMin int) Message {
	letters := []rune("aé漢😀\"\\\n\u2028<>")
	why := make([]rune, lenMin+r.IntN(9000))
	for i := range why {
		why[i] = letters[r.IntN(len(letters))]
	}
	return Message{Evidence: &Record{Verdict: Holds, Why: string(why)}}
}

func TestAttrs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var j Joiner
	for range 300 {
		want := long(r, 0)
		var got *Message
		for i, value := range Attrs(want) {
			if got != nil || len(value) > attrLenMax || strings.ContainsAny(value, "\r\n") || !utf8.ValidString(value) {
				t.Fatalf("piece %d: %q", i, value)
			}
			var err error
			if got, err = j.Add(value); err != nil {
				t.Fatal(err)
			}
		}
		if got == nil || !reflect.DeepEqual(*got, want) || j.Close() != nil {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
}

// spaced is a message whose pieces are cut at blanks in many places.
func spaced(n int) Message {
	return Message{Evidence: &Record{Verdict: Holds, Why: strings.Repeat("x", n) + strings.Repeat("a   \"é漢 ->  \u202e\x16--- PASS: TestB   ", 300)}}
}

// TestEmitsAttrs is run by TestAttrsThroughGoTest alone.
func TestEmitsAttrs(t *testing.T) {
	if os.Getenv("ASSAY_EMIT_ATTRS") == "" {
		t.Skip("run by TestAttrsThroughGoTest")
	}
	for n := range 20 {
		for _, value := range Attrs(spaced(n)) {
			t.Attr("assay", value)
		}
	}
}

// test2json drops white space at the end of an attribute, and cuts what is too long: what it hands on must still be whole.
func TestAttrsThroughGoTest(t *testing.T) {
	test := exec.Command(os.Args[0], "-test.run=^TestEmitsAttrs$", "-test.v=test2json")
	test.Env = append(os.Environ(), "ASSAY_EMIT_ATTRS=1")
	printed, err := test.Output()
	if err != nil {
		t.Fatal(err)
	}
	convert := exec.Command("go", "tool", "test2json")
	convert.Stdin = bytes.NewReader(printed)
	events, err := convert.Output()
	if err != nil {
		t.Skipf("no test2json: %v", err)
	}
	var j Joiner
	have := 0
	for line := range bytes.Lines(events) {
		var event struct{ Action, Value string }
		if err := json.Unmarshal(line, &event); err != nil || event.Action != "attr" {
			continue
		}
		m, err := j.Add(event.Value)
		if err != nil {
			t.Fatal(err)
		}
		if m != nil {
			if want := spaced(have); !reflect.DeepEqual(*m, want) {
				t.Fatalf("message %d is another one", have)
			}
			have++
		}
	}
	if have != 20 || j.Close() != nil {
		t.Errorf("%d of 20 messages arrived, %v", have, j.Close())
	}
}

// Whatever is lost, doubled, swapped or mixed: there is an error, and every message that comes out is one that was sent.
func TestJoinerNeverShortens(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		sent, values := map[string]bool{}, []string{}
		for range 3 {
			m := long(r, 4000) // of several pieces: a message that is lost as a whole is nobody's to notice
			text, _ := json.Marshal(m)
			sent[string(text)] = true
			values = append(values, Attrs(m)...)
		}
		whole := len(sent)
		at := r.IntN(len(values))
		switch r.IntN(3) {
		case 0:
			values = append(values[:at:at], values[at+1:]...)
		case 1:
			i := r.IntN(len(values))
			values[at], values[i] = values[i], values[at]
		case 2:
			values[at] = values[at][:r.IntN(len(values[at]))]
		}
		var j Joiner
		got, failed := 0, false
		for _, value := range values {
			m, err := j.Add(value)
			failed = failed || err != nil
			if m == nil {
				continue
			}
			got++
			if text, _ := json.Marshal(m); !sent[string(text)] {
				t.Fatalf("a message that nobody sent: %s", text)
			}
		}
		failed = failed || j.Close() != nil
		if got < whole && !failed {
			t.Fatal("a message is missing, and there was no error")
		}
	}
}

func TestJoinerErrors(t *testing.T) {
	a := Attrs(Message{Evidence: &Record{Verdict: Holds, Why: strings.Repeat("a", 7000)}})
	b := Attrs(Message{Evidence: &Record{Verdict: Holds, Why: strings.Repeat("b", 7000)}})
	small := Attrs(Message{Summary: &Summary{}})
	for name, values := range map[string][]string{
		"missing first": a[1:], "missing middle": {a[0], a[2]}, "mixed": {a[0], b[1], a[2]}, "doubled": {a[0], a[0]}, "cut short by another": {a[0], small[0]},
		"no piece": {"hello"}, "empty": {""}, "cut off": {small[0][:len(small[0])-1]}, "piece 0": {"0/1 00000000 x|"}, "too many": {"1/999999999 00000000 x|"}, "wrong sum": {"1/1 00000000 {}|"},
	} {
		var j Joiner
		failed := false
		for _, value := range values {
			_, err := j.Add(value)
			failed = failed || err != nil
		}
		if !failed {
			t.Errorf("%s: no error", name)
		}
		if m, err := joinAll(&j, small); name != "cut short by another" && (m == nil || m.Summary == nil) {
			t.Errorf("%s: the next message is lost: %v", name, err)
		}
	}
	var j Joiner
	if j.Add(a[0]); j.Close() == nil {
		t.Error("a tail is missing, and there was no error")
	}
	if m, err := j.Add(small[0]); m == nil || err == nil {
		t.Error("expected the message and the error about the one before it", m, err)
	}
}

func joinAll(j *Joiner, values []string) (m *Message, err error) {
	for _, value := range values {
		m, err = j.Add(value)
	}
	return m, err
}

// A message that cannot be encoded arrives as a problem.
func TestAttrsOfNoMessage(t *testing.T) {
	for _, m := range []Message{{}, {Evidence: &Record{}}, {Progress: &Progress{Seconds: math.Inf(1)}}} {
		got, err := joinAll(&Joiner{}, Attrs(m))
		if err != nil || got.Error == nil || got.Error.Text == "" {
			t.Errorf("%+v: %+v, %v", m, got, err)
		}
	}
}

func TestSummarize(t *testing.T) {
	holds, violated, unknown := Record{Verdict: Holds}, Record{Verdict: Violated}, Record{Verdict: Unknown}
	expected, accepted := Record{Verdict: Violated, Expected: true}, Record{Verdict: Unknown, Accepted: "known"}
	for _, test := range []struct {
		records  []Record
		problems int
		exit     int
	}{
		{nil, 0, 2}, {[]Record{holds}, 1, 2}, {[]Record{violated}, 1, 2}, {[]Record{holds, violated, unknown}, 0, 1}, {[]Record{holds, unknown, expected}, 0, 3},
		{[]Record{holds, accepted, expected}, 0, 0}, {[]Record{expected}, 0, 0}, {[]Record{{}}, 0, 3}, {[]Record{{Verdict: Unknown, Expected: true}}, 0, 3},
		{[]Record{{Verdict: Violated, Accepted: "no"}}, 0, 1},
	} {
		if got := ExitStatus(test.records, test.problems); got != test.exit {
			t.Errorf("%+v: exit %d, want %d", test.records, got, test.exit)
		}
	}
	got := Summarize([]Record{holds, holds, violated, unknown, expected, accepted}, 0)
	if want := (Summary{Holds: 2, Violated: 1, Unknown: 1, Expected: 1, Accepted: 1, Exit: 1}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Every field of a record survives JSON, under a name in lowerCamel.
func TestRecordJSON(t *testing.T) {
	want := paxos()
	want.Test, want.At, want.Picture = "TestA/b", &Place{"a_test.go", 7}, []string{"▁█"}
	want.Why, want.Finding, want.Accepted, want.Expected, want.Cached = "w", "pure", "a", true, true
	want.Coverage, want.Guarantees = []Entry{{"n", "v"}}, &Entry{"n", "v"}
	want.Trace = &trace.Trace{System: "s", Digest: "d", Title: "t", Note: "n", Initial: 1, Steps: []trace.Step{{Number: -1, Kind: "k", From: "f", To: "t", What: "w", Note: "n"}},
		Final: []trace.State{{ID: "i", Text: "x"}}, Package: "p"}
	value := reflect.ValueOf(want)
	for i := range value.NumField() {
		if value.Field(i).IsZero() {
			t.Errorf("the test does not set %s", value.Type().Field(i).Name)
		}
	}
	text, err := json.MarshalIndent(want, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/record.golden", string(text)+"\n")
	var got Record
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if c := Comparable(want); c.Measured != nil || c.Cached || want.Measured == nil || c.Property != want.Property {
		t.Errorf("%+v", c)
	}
}

func FuzzDecoder(f *testing.F) {
	f.Add(`{"config":{"protocol":1}}` + "\n" + `{"evidence":{"verdict":"holds","trace":{"system":"s","digest":"d","steps":[{"number":0,"kind":"move"}]}}}`)
	f.Add(`{"config":{"protocol":1}}` + "\n" + `{"evidence":{"verdict":"violated","figures":{"states":1}}}` + "\n" + `{"summary":{}}`)
	f.Fuzz(func(t *testing.T, stream string) {
		d := NewDecoder(strings.NewReader(stream))
		var records []Record
		for {
			m, err := d.Decode()
			if err != nil {
				break
			}
			if again, err := joinAll(&Joiner{}, Attrs(m)); err != nil || again == nil {
				t.Fatalf("%+v does not travel: %v", m, err)
			}
			if m.Evidence != nil {
				records = append(records, *m.Evidence)
			}
		}
		if s := Summarize(records, 0); s.Holds+s.Violated+s.Unknown+s.Expected+s.Accepted != len(records) {
			t.Fatalf("%+v of %d records", s, len(records))
		}
	})
}
