package sentinel_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/sentinel"
)

func TestMain(m *testing.M) { vettest.Main(m, sentinel.Analyzer) }

func TestNone(t *testing.T) { vettest.Run(t, "./testdata/none") }

func TestAdvice(t *testing.T) {
	for _, f := range vettest.Vet(t, "./testdata/none") {
		if f.Category != directive.CategoryAdvice {
			t.Errorf("%s: category %q, expected advice", f.Posn, f.Category)
		}
	}
}
