package vet

import (
	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// held lists the functions that are held to be pure, deterministic and total, for the evidence: where nothing is found in them, that
// was shown of these and of no others.
var held = &analysis.Analyzer{
	Name:     "held",
	Doc:      "held lists the functions that are held to be pure, deterministic and total\n\nIt finds nothing, and prints only with -directive.evidence.",
	Requires: []*analysis.Analyzer{directive.Analyzer, roots.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, root := range pass.ResultOf[roots.Analyzer].(*roots.Result).Roots {
			name := root.Func.Name()
			if root.Owner != nil {
				name = root.Owner.Name() + "." + name
			}
			directive.Report(pass, analysis.Diagnostic{Pos: root.Pos, Category: Held, Message: name})
		}
		return nil, nil
	},
}
