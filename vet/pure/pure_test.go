package pure_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/pure"
)

func TestMain(m *testing.M) { vettest.Main(m, pure.Analyzer) }

func TestPure(t *testing.T) { vettest.Run(t, "./testdata/bad", "./testdata/good") }
