package people_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/people"
)

func TestConditions(t *testing.T) {
	for _, c := range []struct {
		condition people.Condition
		value     any
		holds     bool
		words     string
	}{
		{people.Is("ok"), "ok", true, "is ok"}, {people.Is("ok"), "bad", false, "is ok"}, {people.Is(1), 1.0, false, "is 1"},
		{people.Below(3), 2, true, "below 3"}, {people.Below(3), 3.0, false, "below 3"}, {people.Below(3), "2", false, "below 3"},
		{people.Above(3), 3.5, true, "above 3"}, {people.Above(3), 3, false, "above 3"}, {people.Condition{}, nil, true, "is anything"},
	} {
		if c.condition.Holds(c.value) != c.holds || c.condition.String() != c.words {
			t.Errorf("%v of %v: %v, expected %v and the words %q", c.condition, c.value, !c.holds, c.holds, c.words)
		}
	}
}

// A runbook that leads nowhere is an error when the System is built, and says which step.
func TestMalformedRunbooks(t *testing.T) {
	book := people.Runbook[prod]{}
	drain := people.Drain(a)
	for _, c := range []struct {
		book people.Runbook[prod]
		want string
	}{
		{book.Do(drain).Otherwise("bak").Mark("back"), `otherwise goes to "bak"`},
		{book.GoTo("there"), `goes to "there", and nothing is marked so`},
		{book.Mark("x").Do(drain).Mark("x"), `marks "x" twice`},
		{book.Mark("x").GoTo("x"), "goes round to itself"},
		{book.Otherwise("x").Mark("x"), "after no step that could go wrong"},
	} {
		p := people.Operator[prod]{Plane: "plane", Runbook: c.book}.Spawn("op")
		if p.Behaviour.Err == nil || !strings.Contains(p.Behaviour.Err.Error(), c.want) {
			t.Errorf("expected an error with %q, have %v", c.want, p.Behaviour.Err)
		}
	}
	if p := (people.Operator[prod]{Plane: "plane", Runbook: book.Mark("x").Do(drain).Otherwise("x").GoTo("x")}).Spawn("op"); p.Behaviour.Err != nil {
		t.Error(p.Behaviour.Err)
	}
}

// A target of another environment does not compile where this one is wanted.
func TestTargetsOfAnotherEnvironmentDoNotCompile(t *testing.T) {
	dir := t.TempDir()
	const head = "package main\n\nimport \"github.com/assay-dev/assay/people\"\n\ntype production struct{}\ntype staging struct{}\n\nfunc main() {\n"
	for name, c := range map[string]struct{ body, want string }{
		"good":    {"_ = people.Runbook[production]{}.Do(people.Deploy(\"v2\", people.On[production](\"r1\")))", ""},
		"target":  {"_ = people.Deploy(\"v2\", people.On[production](\"r1\"), people.On[staging](\"s1\"))", "staging"},
		"act":     {"_ = people.Runbook[production]{}.Do(people.Promote[staging](\"v2\"))", "staging"},
		"literal": {"_ = people.Operator[production]{Runbook: people.Runbook[staging]{}}", "staging"},
	} {
		file := filepath.Join(dir, name+".go")
		if err := os.WriteFile(file, []byte(head+"\t"+c.body+"\n}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), "go", "build", "-o", os.DevNull, file).CombinedOutput()
		if (err == nil) != (c.want == "") || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: error %v, expected one that names %q\n%s", name, err, c.want, out)
		}
	}
}
