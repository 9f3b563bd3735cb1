// Package pure holds functions to purity: a handler changes nothing but what it made itself, and does nothing to the world.
package pure

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

// Analyzer reports what a function that is held to be pure does beside computing its results: it writes a package variable or an
// argument, reads or writes the world, or calls what is not known. Package deterministic reports the rest.
var Analyzer = &analysis.Analyzer{
	Name:     "pure",
	Doc:      "pure reports writes, input and output, concurrency and unknown calls in handlers and in functions marked //assay:pure",
	Run:      run,
	Requires: []*analysis.Analyzer{directive.Analyzer, effects.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	effects.Report(pass)
	return nil, nil
}
