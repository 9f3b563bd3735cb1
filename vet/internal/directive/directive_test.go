package directive_test

import (
	"testing"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

func TestMain(m *testing.M) { vettest.Main(m, directive.Analyzer) }

func TestComments(t *testing.T) { vettest.Run(t, "./testdata/comments") }
