package exhaustive_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/exhaustive"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, exhaustive.Analyzer) }

func TestSwitches(t *testing.T) {
	vettest.Run(t, "./testdata/sums", "./testdata/handlers", "./testdata/elsewhere", "./testdata/fixed")
}

// TestFixes applies every fix, and wants the package that is kept beside it, which compiles and has no findings.
func TestFixes(t *testing.T) { vettest.Fixed(t, "testdata/fixes/fixes.go", "testdata/fixed/fixed.go") }
