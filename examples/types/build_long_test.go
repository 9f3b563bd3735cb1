//go:build long

package types_test

import (
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/tool"
)

// TestDoesNotCompile builds the constants that are no identifiers: go build takes them, assay build does not. The first time it
// compiles the standard library once more, which takes a minute.
func TestDoesNotCompile(t *testing.T) {
	for _, snippet := range refused[:4] {
		out, status := tool.Run(t, ".", "build", "./testdata/"+snippet.dir)
		place, text, _ := strings.Cut(snippet.says, ": ")
		_, text, _ = strings.Cut(text, ": ")
		if status == 0 || !strings.Contains(out, place+": "+text) {
			t.Errorf("%s: exit status %d:\n%s", snippet.dir, status, out)
		}
	}
	if out, status := tool.Run(t, ".", "build", "."); status != 0 {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}
