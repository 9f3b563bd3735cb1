package effects_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/deterministic"
	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/pure"
)

func TestMain(m *testing.M) { vettest.Main(m, pure.Analyzer, deterministic.Analyzer) }

// TestCycles finds an effect at the far end of a cycle of calls, from whichever member it is entered, and none where there is none.
// The snippets of the two analyzers that report effects are beside them.
func TestCycles(t *testing.T) { vettest.Run(t, "./testdata/cycles") }
