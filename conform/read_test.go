package conform

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const (
	invokeA = `{"process":"a","type":"invoke","op":"write","value":1}` + "\n"
	readA   = `{"process":"a","type":"invoke","op":"read"}` + "\n"
)

// TestRefused: each mistake is one error that names its line.
func TestRefused(t *testing.T) {
	jepsen := "INFO jepsen.util - 0 :invoke :read nil\n"
	cas := "INFO jepsen.util - 0 :invoke :cas [1 2]\n"
	kv := `{:process 1, :type :invoke, :f :put, :key "x", :value "y"}` + "\n"
	for _, c := range []struct {
		format     Format
		file, want string
	}{
		{"edn", "", `there is no format "edn" of histories; there are: jsonl, jepsen, kv`},
		{JSONLines, "", "f: the history is empty"},
		{JSONLines, "\n\n", "f: the history is empty"},
		{JSONLines, invokeA + `{"process":"a","type":"fail"}`, "f: the history is empty"},
		{JSONLines, invokeA + "{", "f:2: no event: unexpected EOF"},
		{JSONLines, invokeA + "[1]", "f:2: no event: cannot unmarshal array"},
		{JSONLines, invokeA + "\n" + `{"process":"a","type":"ok"} {}`, "f:3: more follows the event"},
		{JSONLines, `{"process":"a","type":"invoke","op":"read","valeu":1}`, `f:1: no event: unknown field "valeu"`},
		{JSONLines, "{\"process\":\"\xff\",\"type\":\"ok\"}", "f:1: the line is not valid UTF-8"},
		{JSONLines, `{"type":"ok"}`, "f:1: the process is missing, expected a string or a number"},
		{JSONLines, `{"process":[1],"type":"ok"}`, "f:1: the process is [1], expected a string or a number"},
		{JSONLines, `{"process":"a","type":"begin"}`, `f:1: the type is "begin", expected one of invoke, ok, fail, info`},
		{JSONLines, `{"process":"a","type":"invoke","op":"delete"}`, `f:1: the operation is "delete", expected one of read, write, cas, get, put, append`},
		{JSONLines, `{"process":"a","type":"invoke","op":"write"}`, "f:1: the value of a write is missing"},
		{JSONLines, `{"process":"a","type":"invoke","op":"write","value":{"x":1}}`, `f:1: the value of a write is {"x":1}, expected a number, a string`},
		{JSONLines, `{"process":"a","type":"invoke","op":"put","value":1}`, "f:1: the value is 1, expected a string"},
		{JSONLines, `{"process":"a","type":"invoke","op":"read","value":1}`, "f:1: a read is invoked with the value 1, expected none"},
		{JSONLines, `{"process":"a","type":"invoke","op":"cas","value":[1]}`, "f:1: the value of a cas is [1], expected [old, new]"},
		{JSONLines, readA + `{"process":"a","type":"ok"}`, "f:2: the value that the read was answered is missing"},
		{JSONLines, `{"process":"a","type":"invoke","op":"cas","value":[1,2]}` + "\n" + `{"process":"a","type":"ok"}`, "f:2: the answer to the cas is missing, expected true"},
		{JSONLines, invokeA + readA, `f:2: process "a" invokes a read while its write of line 1 is in flight`},
		{JSONLines, `{"process":"a","type":"ok","value":1}` + "\n" + readA, `f:1: process "a" ends an operation with "ok", and has none in flight`},
		{JSONLines, readA + `{"process":"a","type":"ok","op":"write"}`, `f:2: process "a" ends a write, and what it has in flight is the read of line 1`},
		{JSONLines, readA + `{"process":"a","type":"ok","key":"x","value":1}`, `f:2: process "a" ends a read of key "x", and what it has in flight is of key "", invoked on line 1`},
		{JSONLines, readA + `{"process":"b","type":"invoke","op":"get"}`, "f:2: a get is an operation of a key-value, and those before it are of a register"},
		{JSONLines, invokeA + strings.Repeat("x", lineLenMax+1), "f:2: the line is longer than 1048576 bytes"},
		{Jepsen, jepsen + "WARN  something else", "f:2: no event of a Jepsen etcd log: WARN something else"},
		{Jepsen, jepsen + "INFO jepsen.util - 0 :ok :read x", "f:2: the value of the read is x, expected a number or nil"},
		{Jepsen, "INFO jepsen.util - 0 :invoke :read 3", "f:1: the value of the read is 3, expected nil"},
		{Jepsen, "INFO jepsen.util - 0 :invoke :cas 3", "f:1: the value of the cas is 3, expected two numbers in brackets"},
		{Jepsen, cas + "INFO jepsen.util - 0 :ok :cas [1 3]", "f:2: process 0 ends the cas 1 to 3, and what it has in flight is the cas 1 to 2 of line 1"},
		{Jepsen, cas + "INFO jepsen.util - 0 :ok :read 1", `f:2: process "0" ends a read, and what it has in flight is the cas of line 1`},
		{KV, kv + "{:process 1}", "f:2: no event of a key-value log: {:process 1}"},
		{KV, kv + `{:process 1, :type :ok, :f :put, :key "z", :value "y"}`, `f:2: process "1" ends a put of key "z", and what it has in flight is of key "x"`},
		{KV, kv + `{:process 1, :type :ok, :f :put, :key "x", :value "z"}`, `f:2: process 1 ends put "z", and what it has in flight is put "y" of line 1`},
		{KV, `{:process 1, :type :invoke, :f :get, :key "x", :value "y"}`, "f:1: the value of a get is y, expected nil"},
		{KV, `{:process 1, :type :invoke, :f :put, :key "x", :value nil}`, "f:1: the value of the put is nil, expected a string"},
		{KV, `{:process 1, :type :invoke, :f :put, :key "\q", :value "y"}`, `f:1: the key is "\q", expected a string`},
	} {
		_, err := Parse(strings.NewReader(c.file), "f", c.format)
		var p *Problem
		if !errors.As(err, &p) || !strings.HasPrefix(err.Error(), "conform: "+c.want) {
			t.Errorf("%s %q\n got %v\nwant %s", c.format, c.file[:min(len(c.file), 200)], err, c.want)
		}
	}
}

// TestRead: what is well formed is read as it is meant.
func TestRead(t *testing.T) {
	for format, file := range map[Format]string{
		JSONLines: `{"process":1,"type":"invoke","op":"cas","value":[1,"a"],"time":5,"note":"x"}` + "\r\n\n" +
			`{"process":"b","type":"invoke","op":"write","value":1.0}` + "\n" + `{"process":1,"type":"ok","value":false}` + "\n" +
			`{"process":"b","type":"info"}` + "\n" + `{"process":"b","type":"invoke","op":"write","value":null}` + "\n" + `{"process":"b","type":"fail"}` + "\n" +
			`{"process":"b","type":"invoke","op":"read"}`,
		Jepsen: "INFO jepsen.util - 1 :invoke :cas [-01 nil]\nINFO jepsen.util - 2 :invoke :read nil\nINFO  jepsen.util - 2\t:fail\t:read\t:timed-out\n" +
			"INFO jepsen.util - 1 :fail :cas [-1 nil]\nINFO jepsen.util - 1 :invoke :write 0\nINFO jepsen.util - 1 :info :write :timed-out\n",
		KV: `{:process 1, :type :invoke, :f :append, :key "a\"b", :value "\n"}` + "\n" + `{:process 1, :type :info, :f :append, :key "a\"b", :value :timed-out}` + "\n",
	} {
		h, err := Parse(strings.NewReader(file), "f", format)
		var got []string
		for _, o := range h.Operations {
			got = append(got, fmt.Sprintf("%s %q %s (%s)", o.Process, o.Key, operationText(o), h.when(o)))
		}
		want := map[Format][]string{
			JSONLines: {`1 "" cas 1 to "a" = false (lines 1 to 4)`, `b "" write 1.0 (line 3, never answered)`, `b "" read (line 8, never answered)`},
			Jepsen:    {`1 "" cas -1 to null = false (lines 1 to 4)`, `1 "" write 0 (line 5, never answered)`},
			KV:        {`1 "a\"b" append "\n" (line 1, never answered)`},
		}[format]
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, %v, want %q", format, got, err, want)
		}
	}
}

// endless is a file without an end.
type endless struct{ line string }

func (e endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.line) <= len(p) {
		n += copy(p[n:], e.line)
	}
	return n, nil
}

// TestEndlessFiles: a file without an end is refused at a limit, not read until memory ends.
func TestEndlessFiles(t *testing.T) {
	if _, err := Parse(endless{"x"}, "f", JSONLines); err == nil || !strings.Contains(err.Error(), "f:1: the line is longer than") {
		t.Errorf("a line without an end: %v", err)
	}
	if _, err := Parse(endless{"{\"process\":1,\"type\":\"ok\"}\n"}, "f", JSONLines); err == nil || !strings.Contains(err.Error(), "f:1: process") {
		t.Errorf("an error in the first of endless lines: %v", err)
	}
}

// failing is a file that breaks.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestFilesThatBreak(t *testing.T) {
	_, err := Parse(io.MultiReader(strings.NewReader(invokeA), failing{}), "f", JSONLines)
	if err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("%v", err)
	}
}

// FuzzParse: whatever a file holds, it is an error with a line or a history that is well formed and, where its own operations allow it,
// is written and read again as the same.
func FuzzParse(f *testing.F) {
	for _, file := range []string{invokeA, readA + invokeA, `{"process":0,"type":"invoke","op":"append","value":"\ud800"}`, "INFO jepsen.util - 0 :invoke :read nil\n",
		`{:process 1, :type :invoke, :f :put, :key "x", :value "\xff"}`, "\xff\x00", strings.Repeat("[", 10_000),
		`{"process":"a","type":"invoke","op":"write","value":1e999999}`, `{"process":"a","type":"invoke","op":"cas","value":[1e2,-0]}` + "\n" + `{"process":"a","type":"ok","value":true}`} {
		for i := range Formats() {
			f.Add(i, []byte(file))
		}
	}
	for _, name := range []string{"jepsen/etcd_002.log", "kv/c01-bad.txt"} {
		if dir, err := published(); err == nil {
			text, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(1, text)
			f.Add(2, text)
		}
	}
	f.Fuzz(func(t *testing.T, format int, file []byte) {
		formats := Formats()
		h, err := Parse(bytes.NewReader(file), "f", formats[(format%len(formats)+len(formats))%len(formats)])
		if err != nil {
			var p *Problem
			if !errors.As(err, &p) || strings.Contains(p.Text, "\n") {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if err := h.check(); err != nil {
			t.Fatal(err)
		}
		rewritten(t, h)
	})
}

// rewritten writes a history and reads it again.
func rewritten(t *testing.T, h History) {
	t.Helper()
	var once, twice bytes.Buffer
	if err := h.Write(&once); err != nil {
		if strings.Contains(err.Error(), "UTF-8") {
			return
		}
		t.Fatal(err)
	}
	again, err := Parse(bytes.NewReader(once.Bytes()), "f", JSONLines)
	if err != nil {
		t.Fatalf("%v\n%s", err, once.String())
	}
	for i, o := range again.Operations {
		if before := h.Operations[i]; o.Process != before.Process || o.Key != before.Key || o.Op != before.Op || o.Result != before.Result {
			t.Fatalf("%+v was written and %+v read", before, o)
		}
	}
	if err := again.Write(&twice); err != nil || twice.String() != once.String() {
		t.Fatalf("%v, written twice:\n%s\n%s", err, once.String(), twice.String())
	}
}
