// Package golden holds a trace that was found to the one that a person has read: a text file below testdata.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-dev/assay/trace"
)

// Path is where the golden trace of a property of a system lies.
func Path(system, property string) string {
	return filepath.Join("testdata", filepath.FromSlash(system), fileName(property)+".trace")
}

// fileName is a property's name without what file systems refuse.
func fileName(property string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, property)
}

// Compare fails t where got, a trace as text, is not the golden one in path, which was what when it was written: "the shortest
// counterexample". The digest may be another: it changes with what a trace does not show. With ASSAY_REWRITE=1 it writes the file.
func Compare(t *testing.T, path, got, what string) {
	t.Helper()
	if rewriting() {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("no golden counterexample: %v\nhint: run once with ASSAY_REWRITE=1 and read what it writes\n%s", err, got)
		return
	}
	if string(want) == got {
		return
	}
	golden, err := trace.Parse(string(want))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	found, err := trace.Parse(got)
	if err != nil {
		t.Fatal(err)
	}
	golden.Digest = found.Digest
	if golden.String() == got {
		return
	}
	t.Errorf("%s is no longer %s:\n%s\nhint: run with ASSAY_REWRITE=1 if the change is meant", path, what, trace.Diff(golden, found))
}

// rewriting asks for golden files to be written: by the environment, or by the -rewrite flag where a test's other libraries have it.
func rewriting() bool {
	if f := flag.Lookup("rewrite"); f != nil && f.Value.String() == "true" {
		return true
	}
	return os.Getenv("ASSAY_REWRITE") == "1"
}
