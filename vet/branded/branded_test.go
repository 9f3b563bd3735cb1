package branded_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/branded"
	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// TestMain lets the tool print what is ignored too.
func TestMain(m *testing.M) {
	if err := directive.Analyzer.Flags.Set("evidence", "true"); err != nil {
		panic(err)
	}
	vettest.Main(m, branded.Analyzer)
}

func TestBrands(t *testing.T) { vettest.Run(t, "./testdata/shared", "./testdata/brands") }
