package roots_test

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
	"github.com/assay-dev/assay/vet/internal/vettest"
)

// teller says which functions are held to the laws, and which they lead to.
var teller = &analysis.Analyzer{
	Name:     "teller",
	Doc:      "teller names roots and what they reach",
	Requires: []*analysis.Analyzer{directive.Analyzer, roots.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		found := pass.ResultOf[roots.Analyzer].(*roots.Result)
		said := map[token.Pos]bool{}
		for _, r := range found.Roots {
			pass.Reportf(r.Pos, "root %s", r.Name())
			said[r.Pos] = true
		}
		for _, r := range found.Reached() {
			if pos := r.Fn.Pos(); pos.IsValid() && !said[pos] && len(r.Chain) > 0 {
				said[pos] = true
				pass.Reportf(pos, "%s", r.Says())
			}
		}
		return nil, nil
	},
}

func TestMain(m *testing.M) { vettest.Main(m, teller) }

func TestRoots(t *testing.T) { vettest.Run(t, "./testdata/shapes") }
