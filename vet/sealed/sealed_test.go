package sealed_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/vettest"
	"github.com/assay-dev/assay/vet/sealed"
)

func TestMain(m *testing.M) { vettest.Main(m, sealed.Analyzer) }

func TestNilAndForged(t *testing.T) { vettest.Run(t, "./testdata/sums", "./testdata/outside") }
