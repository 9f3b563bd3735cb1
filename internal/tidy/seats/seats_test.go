package seats_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/assay-dev/assay/check"
	"github.com/assay-dev/assay/internal/tidy/seats"
)

// digest is left out of comparisons: it changes whenever what a digest sees does.
var digest = regexp.MustCompile(`@[a-z2-7]{4}:`)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return digest.ReplaceAllString(string(text), "@....:")
}

// TestCounterexample holds the README to what a reader of it will see.
func TestCounterexample(t *testing.T) {
	result, err := check.Run(t.Context(), seats.System())
	if err != nil {
		t.Fatal(err)
	}
	record, ok := result.Record("never oversold")
	if !ok || record.Trace == nil {
		t.Fatalf("no counterexample: %+v", record)
	}
	shown := digest.ReplaceAllString(record.Trace.String(), "@....:")
	for line := range strings.Lines(shown) {
		if !strings.Contains(readme(t), strings.TrimSpace(line)) {
			t.Errorf("the README does not show %q of\n%s", line, shown)
		}
	}
}

const tested = `package seats

import (
	"testing"

	"github.com/assay-dev/assay/check"
)

func TestSeats(t *testing.T) { check.Test(t, System()) }
`

// TestReplay holds the README to the name of the counterexample in a reader's own module: the digest in it goes by the module's name,
// so it is another than here.
func TestReplay(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copied := map[string]string{filepath.Join(root, "go.sum"): "go.sum", "seats.go": "seats.go"}
	for from, to := range copied {
		text, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, to), text, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	mod := "module example.com/seats\n\ngo 1.26.0\n\nrequire github.com/assay-dev/assay v0.0.0\n\nreplace github.com/assay-dev/assay => " + root + "\n"
	os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644)
	os.WriteFile(filepath.Join(dir, "seats_test.go"), []byte(tested), 0o644)
	cmd := exec.Command("go", "test", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=-mod=mod -vet=off -ldflags=-w", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off")
	said, _ := cmd.CombinedOutput() // it fails: the counterexample is what it is for
	name := regexp.MustCompile(`replay: assay replay (seats@\S+)`).FindSubmatch(said)
	if name == nil {
		t.Fatalf("no counterexample:\n%s", said)
	}
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), tested) {
		t.Errorf("the README does not show this test:\n%s", tested)
	}
	for _, line := range []string{"replay: assay replay " + string(name[1]) + "\n", "`assay replay . " + string(name[1]) + "`"} {
		if !strings.Contains(string(text), line) {
			t.Errorf("the README does not show %q", line)
		}
	}
}

// TestCode holds the README to this file, from its imports on.
func TestCode(t *testing.T) {
	source, err := os.ReadFile("seats.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(source), "package seats\n")
	if !strings.Contains(readme(t), code) {
		t.Error("the code in the README is not that of seats.go")
	}
}
