package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/golden"
)

const (
	goldenDirEnv      = "CHECK_GOLDEN_DIR"      // where the child of a golden test runs; unset, it is none
	goldenPropertyEnv = "CHECK_GOLDEN_PROPERTY" // what it asks to be violated
)

// TestGoldenChild is the other half of TestViolates: a test that may fail, in a process of its own.
func TestGoldenChild(t *testing.T) {
	dir := os.Getenv(goldenDirEnv)
	if dir == "" {
		t.Skip("run by TestViolates")
	}
	t.Chdir(dir)
	Violates(t, countsTo(3), os.Getenv(goldenPropertyEnv))
}

// child runs TestGoldenChild in dir, and answers with what it says and whether it passes.
func child(t *testing.T, dir, property string, env ...string) (string, bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestGoldenChild$", "-test.v")
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "ASSAY_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(append(cmd.Env, goldenDirEnv+"="+dir, goldenPropertyEnv+"="+property), env...)
	out, err := cmd.CombinedOutput()
	if passed := strings.Contains(string(out), "--- PASS: TestGoldenChild"); passed != (err == nil) || strings.Contains(string(out), "--- SKIP") {
		t.Fatalf("the child ends with %v:\n%s", err, out)
	}
	return string(out), err == nil
}

const rewrite = "ASSAY_REWRITE=1"

// TestViolates passes exactly when the property is violated and the counterexample is the golden one.
func TestViolates(t *testing.T) {
	write := func(text string) func(path string) {
		return func(path string) {
			os.MkdirAll(filepath.Dir(path), 0o755)
			os.WriteFile(path, []byte(text), 0o644)
		}
	}
	longer := "small: violated after 4 steps\n  1  move  down\n  2  move  up\n  3  move  up\n  4  move  up\n"
	for _, c := range []struct {
		name, property string
		before         func(golden string)
		passes         bool
		says           []string
	}{
		{"no golden file", "small", func(string) {}, false, []string{"no golden counterexample", "hint: run once with ASSAY_REWRITE=1", "3  move  count"}},
		{"the golden file", "small", nil, true, nil},
		{"another counterexample", "small", write(longer), false, []string{"is no longer the shortest counterexample", "-   1  move  down", "hint: run with ASSAY_REWRITE=1"}},
		{"no trace", "small", write("nonsense\n\x00"), false, []string{"small.trace"}},
		{"an empty file", "small", write(""), false, []string{"small.trace"}},
		{"a property that holds", "two", func(string) {}, false, []string{`the verdict on property "two" is "holds", expected "violated"`}},
		{"never reached", "ten", func(string) {}, true, nil},
		{"no such property", "large", func(string) {}, false, []string{`no property called "large"`, "hint: there are [small ten two]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			golden := filepath.Join(dir, golden.Path("counting", c.property))
			if c.before == nil {
				if said, ok := child(t, dir, c.property, rewrite); !ok {
					t.Fatalf("writing fails:\n%s", said)
				}
			} else {
				c.before(golden)
			}
			before, _ := os.ReadFile(golden)
			said, passes := child(t, dir, c.property)
			if passes != c.passes {
				t.Errorf("passes is %v, expected %v:\n%s", passes, c.passes, said)
			}
			for _, text := range c.says {
				if !strings.Contains(said, text) {
					t.Errorf("it does not say %q:\n%s", text, said)
				}
			}
			if after, _ := os.ReadFile(golden); string(after) != string(before) {
				t.Errorf("the golden file was changed without being asked to:\n%s", after)
			}
		})
	}
}

// TestRewrite writes what Violates then reads, over whatever was there.
func TestRewrite(t *testing.T) {
	dir := t.TempDir()
	golden := filepath.Join(dir, golden.Path("counting", "small"))
	os.MkdirAll(filepath.Dir(golden), 0o755)
	os.WriteFile(golden, []byte("old"), 0o644)
	if said, ok := child(t, dir, "small", rewrite); !ok {
		t.Errorf("writing fails:\n%s", said)
	}
	text, err := os.ReadFile(golden)
	if err != nil || !strings.HasPrefix(string(text), "small: violated after 3 steps\n  1  move  count\n") {
		t.Errorf("it writes %q, %v", text, err)
	}
	if said, ok := child(t, dir, "two", rewrite); ok {
		t.Errorf("a property that holds passes where golden files are written:\n%s", said)
	}
}

// TestViolatesAnotherDigest accepts a golden counterexample that differs in the digest of its name alone, and leaves it as it is.
func TestViolatesAnotherDigest(t *testing.T) {
	dir := t.TempDir()
	golden := filepath.Join(dir, golden.Path("counting", "small"))
	if said, ok := child(t, dir, "small", rewrite); !ok {
		t.Fatalf("writing fails:\n%s", said)
	}
	now, _ := os.ReadFile(golden)
	before, numbers, _ := strings.Cut(string(now), "@")
	for _, c := range []struct {
		text   string
		passes bool
	}{
		{before + "@zzzz" + numbers[4:], true},
		{strings.Replace(before, "count", "rise", 1) + "@zzzz" + numbers[4:], false},
		{before + "@zzzz:1.1.1\n", false},
	} {
		if err := os.WriteFile(golden, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if said, passes := child(t, dir, "small"); passes != c.passes {
			t.Errorf("passes is %v, expected %v, of\n%s\n%s", passes, c.passes, c.text, said)
		}
		if after, _ := os.ReadFile(golden); string(after) != c.text {
			t.Errorf("the golden file was changed without being asked to:\n%s", after)
		}
	}
}
