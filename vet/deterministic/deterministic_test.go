package deterministic_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/deterministic"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, deterministic.Analyzer) }

func TestDeterministic(t *testing.T) {
	vettest.Run(t, "./testdata/bad", "./testdata/good")
}
