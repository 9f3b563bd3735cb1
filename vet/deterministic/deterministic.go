// Package deterministic holds functions to determinism: a handler gives the same answer to the same arguments, always and everywhere.
package deterministic

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/effects"
)

// Explain is the explanation of the analyzer for people.
//
//go:embed explain.md
var Explain string

// Analyzer reports where the answer of a function that is held to be pure may differ from one run to the next: the order of maps, the
// time, chance, the environment, addresses, and floating point that processors round differently.
var Analyzer = &analysis.Analyzer{
	Name:     "deterministic",
	Doc:      "deterministic reports the order of maps, time, chance, environment, addresses and fused floating point in handlers and in functions marked //assay:pure",
	Run:      run,
	Requires: []*analysis.Analyzer{directive.Analyzer, effects.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	effects.Report(pass)
	return nil, nil
}
