package vettest_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, directive.Analyzer) }

// TestVet answers what the analyzer under test says of the packages that were asked for, and nothing else.
func TestVet(t *testing.T) {
	found := vettest.Vet(t, "../directive/testdata/comments")
	if len(found) == 0 {
		t.Fatal("nothing is found where directives are wrong")
	}
	for _, f := range found {
		if f.Analyzer != "directive" || f.Category != "" {
			t.Errorf("%s: %s (%s) was not asked for", f.Posn, f.Analyzer, f.Category)
		}
	}
}
