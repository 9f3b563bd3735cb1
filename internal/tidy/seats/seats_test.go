package seats_test

import (
	"os"
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
