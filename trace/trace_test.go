package trace

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/assay-dev/assay"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// Each file under testdata is what a person might write; beside it stands what it is printed as, or the error.
func TestParseFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := Parse(string(text))
		got := parsed.String()
		if err != nil {
			got = "error: " + err.Error() + "\n"
		}
		golden := strings.TrimSuffix(file, ".txt") + ".golden"
		if *rewrite {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(golden)
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
		if err == nil {
			requireStable(t, got)
		}
	}
}

func requireStable(t *testing.T, text string) {
	t.Helper()
	again, err := Parse(text)
	if err != nil && text != "\n" {
		t.Fatalf("what was printed is not parsed: %v\n%s", err, text)
	}
	if got := again.String(); got != text {
		t.Fatalf("printed again it differs:\n%q\n%q", got, text)
	}
}

// words are what is likely to be taken for something else.
var words = []string{"", "lock", "a b", "a  b", "x=1", " x=1", "state", "state=2", "->", "a->b", "(", ")", "(x)", "a (b)", "a (b) c)", "#", `"`, `"q"`,
	`"q"=3`, "-> a: x", `\-> a, b: y`, `-> "`, "-> a,", "-> b:", "start", "start a", "title:", "title: x", "replay:", "replay: assay replay lock@x:0", "replay:", "crash", "crash lock", "deliver a -> b", "1", "1 crash x", "7.", "\n", "\t",
	"\u202e", "\x00", "\xff", `\`, `\x28`, "p: violated after 3 steps", "crash safety: violated after 3 steps", "é", "@", ":", "%", "%zz", "k=1 b=2 c", "{A: 1, B: [x]}"}

func randomTrace(r *rand.Rand) Trace {
	word := func() string {
		s := words[r.IntN(len(words))]
		for r.IntN(3) == 0 {
			s += []string{"", " ", "  "}[r.IntN(3)] + words[r.IntN(len(words))]
		}
		return s
	}
	sends := func() string {
		if r.IntN(3) == 0 {
			return word()
		}
		return Sending(word(), assay.ID(word()), "b")
	}
	t := Trace{Title: word(), Note: word(), System: word(), Digest: word(), Package: word(), Initial: r.IntN(3)}
	for range r.IntN(3) {
		t.Start = append(t.Start, Opening{assay.ID(word()), sends()})
	}
	for range r.IntN(4) {
		t.Steps = append(t.Steps, Step{r.IntN(4) - 1, kinds[r.IntN(len(kinds))].name, assay.ID(word()), assay.ID(word()), word(), word(), sends()})
	}
	for range r.IntN(4) {
		t.Final = append(t.Final, State{assay.ID(word()), word()})
	}
	return t
}

// What was printed is what is parsed, whatever the texts are.
func TestParseIsInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		want := randomTrace(r)
		text := want.String()
		want = normal(want.clean())
		if strings.TrimSpace(text) == "" {
			continue // a trace of nothing at all is no text
		}
		got, err := Parse(text)
		if err != nil {
			t.Fatalf("%v\n%+v\n%s", err, want, text)
		}
		if got = normal(got); !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%#v\nwant\n%#v\n%s", got, want, text)
		}
		if Diff(got, want) != "" {
			t.Fatal("a trace differs from itself")
		}
		requireStable(t, text)
	}
}

// Two traces have no difference exactly if they are equal when cleaned.
func TestDiffTellsApart(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5_000 {
		a, b := randomTrace(r), randomTrace(r)
		b.System, b.Start, b.Steps, b.Final = a.System, a.Start, a.Steps, a.Final
		same := reflect.DeepEqual(normal(a.clean()), normal(b.clean()))
		if (Diff(a, b) == "") != same {
			t.Fatalf("%#v\n%#v\n%s", a, b, Diff(a, b))
		}
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct {
		name Name
		text string
	}{
		{Name{System: "lock/forgetful", Digest: "k3f9", Numbers: []int{0, 0, 2}}, "lock/forgetful@k3f9:0.0.2"},
		{Name{System: "sys", Digest: "k3f9", Initial: 2, Numbers: []int{0, 1}}, "sys@k3f9:i2.0.1"},
		{Name{System: "sys", Digest: "k3f9", Initial: 2}, "sys@k3f9:i2"},
		{Name{System: "sys", Digest: "k3f9"}, "sys@k3f9:"},
		{Name{System: "sys", Numbers: []int{12}}, "sys:12"},
		{Name{System: "a b@c:%\xff\u202eé", Digest: ":", Numbers: []int{NumberUnknown, 1}}, "a%20b%40c%3A%25%FF%E2%80%AEé@%3A:?.1"},
	} {
		if got := test.name.String(); got != test.text {
			t.Errorf("%+v is %s, want %s", test.name, got, test.text)
		}
		if got, err := ParseName(test.text); err != nil || !reflect.DeepEqual(got, test.name) {
			t.Errorf("%s is %+v, %v", test.text, got, err)
		}
	}
	for _, text := range []string{"", ":", "lock", "@k:0", "lock@k:0.", "lock@k:.", "lock@k:0..1", "lock@k:-1", "lock@k:+1", "lock@k:i", "lock@k:i?.1", "lock@k:0.i1", "%z@k:0", "a%2@k:0", "lock@k:99999999999999999999"} {
		if got, err := ParseName(text); err == nil {
			t.Errorf("%q is %+v, expected an error", text, got)
		} else if !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%q: no hint in %v", text, err)
		}
	}
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		" a \n\tb\u00a0 ": "a b", "\x1b[31m": `\u001b[31m`, "\u202ex": `\u202ex`, "\xff": `\xff`, "é…": "é…", "\U000e0001": `\U000e0001`, "": "",
	} {
		if got := Line(text); got != want || Line(got) != got {
			t.Errorf("Line(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		f.Add(randomTrace(r).String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := Parse(text)
		if err != nil {
			return
		}
		printed := parsed.String()
		again, err := Parse(printed)
		if strings.TrimSpace(printed) != "" && err != nil {
			t.Fatalf("%q is printed as %q, which is not parsed: %v", text, printed, err)
		}
		if again.String() != printed {
			t.Fatalf("%q is printed as %q and then %q", text, printed, again.String())
		}
	})
}

func FuzzParseName(f *testing.F) {
	f.Add("lock/forgetful@k3f9:0.0.2.0.1.0")
	f.Add("a%20b@k:i2.?.1")
	f.Fuzz(func(t *testing.T, text string) {
		name, err := ParseName(text)
		if err != nil {
			return
		}
		again, err := ParseName(name.String())
		if err != nil || !reflect.DeepEqual(again, name) {
			t.Fatalf("%q is %+v, written %q, read %+v, %v", text, name, name.String(), again, err)
		}
	})
}
