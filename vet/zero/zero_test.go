package zero_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/zero"
)

// TestMain lets the tool print what is left open and what is ignored too.
func TestMain(m *testing.M) {
	if err := directive.Analyzer.Flags.Set("evidence", "true"); err != nil {
		panic(err)
	}
	vettest.Main(m, zero.Analyzer)
}

func TestFindings(t *testing.T) {
	vettest.Run(t, "./testdata/values", "./testdata/flows", "./testdata/good", "./testdata/decoded", "./testdata/generic")
}
