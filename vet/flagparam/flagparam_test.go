package flagparam_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/assay-dev/assay/vet/flagparam"
	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/unit"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, flagparam.Analyzer) }

func TestFlags(t *testing.T) { vettest.Run(t, "./testdata/flags") }

// TestAdvice wants advice alone, with the calls that write the flag beside it.
func TestAdvice(t *testing.T) {
	found := vettest.Vet(t, "./testdata/flags")
	for _, f := range found {
		if f.Category != directive.CategoryAdvice {
			t.Errorf("%s: category %q, expected advice", f.Posn, f.Category)
		}
	}
	at := slices.IndexFunc(found, func(f unit.Finding) bool { return strings.HasPrefix(f.Message, "wipe selects") })
	if at < 0 || len(found[at].Related) != 2 || found[at].Related[0].Message != "wipe is true here" {
		t.Errorf("found %+v, expected wipe with its two calls", found)
	}
}
