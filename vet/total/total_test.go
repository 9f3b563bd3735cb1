package total_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/total"
)

func TestMain(m *testing.M) { vettest.Main(m, total.Analyzer) }

func TestTotal(t *testing.T) {
	vettest.Run(t, "./testdata/panics", "./testdata/ends", "./testdata/chain", "./testdata/open")
}

// TestOpen finds in the evidence what is left open or ignored: the lines of testdata/open whose comment is the beginning of what is
// said of them.
func TestOpen(t *testing.T) {
	evidence(t, "true")
	defer evidence(t, "false")
	var want, got []string
	data, err := os.ReadFile("testdata/open/open.go")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if code, says, ok := strings.Cut(line, " // "); ok && strings.HasPrefix(line, "\t") || strings.HasPrefix(code, "func") && ok {
			want = append(want, fmt.Sprint("open.go:", i+1, " ", says))
		}
	}
	for _, f := range vettest.Vet(t, "./testdata/open") {
		file, line, _ := f.Place()
		at := fmt.Sprint(filepath.Base(file), ":", line, " ")
		if f.Category != directive.CategoryResidual && f.Category != directive.CategoryIgnored {
			t.Errorf("%s%s: category %q", at, f.Message, f.Category)
		}
		known := slices.IndexFunc(want, func(w string) bool {
			says, ok := strings.CutPrefix(w, at)
			return ok && strings.Contains(f.Message, " "+says)
		})
		if known < 0 {
			t.Errorf("%snot wanted: %s", at, f.Message)
			continue
		}
		got = append(got, want[known])
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("nothing says %s", w)
		}
	}
}

func evidence(t *testing.T, is string) {
	t.Helper()
	if err := directive.Analyzer.Flags.Set("evidence", is); err != nil {
		t.Fatal(err)
	}
}
