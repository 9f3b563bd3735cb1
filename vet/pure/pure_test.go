package pure_test

import (
	"os/exec"
	"testing"

	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/pure"
)

func TestMain(m *testing.M) { vettest.Main(m, pure.Analyzer) }

func TestPure(t *testing.T) { vettest.Run(t, "./testdata/bad", "./testdata/good", "./testdata/linked") }

// TestForeign needs a compiler of C, which CI has.
func TestForeign(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("there is no compiler of C")
	}
	vettest.Run(t, "./testdata/foreign")
}
