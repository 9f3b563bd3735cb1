package immutable_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/immutable"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, immutable.Analyzer) }

func TestMarked(t *testing.T) {
	vettest.Run(t, "./testdata/marked", "./testdata/elsewhere", "./testdata/fixed")
}

func TestHandedOver(t *testing.T) { vettest.Run(t, "./testdata/handed") }

// TestFixes applies every fix, and wants the package that is kept beside it, which compiles and has no findings.
func TestFixes(t *testing.T) { vettest.Fixed(t, "testdata/fixes/fixes.go", "testdata/fixed/fixed.go") }
