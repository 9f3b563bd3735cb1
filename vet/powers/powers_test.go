package powers_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/powers"
)

func TestMain(m *testing.M) { vettest.Main(m, powers.Analyzer) }

func TestActors(t *testing.T) { vettest.Run(t, "./testdata/actors", "./testdata/fixed") }

// TestFixes applies every fix, and wants the package that is kept beside it, which compiles and has no findings.
func TestFixes(t *testing.T) { vettest.Fixed(t, "testdata/fixes/fixes.go", "testdata/fixed/fixed.go") }
