// Package vet joins the analyzers, and runs them for the go command: as the tool of go vet, and around the compiler.
package vet

import (
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/branded"
	"github.com/assay-dev/assay/vet/deterministic"
	"github.com/assay-dev/assay/vet/exhaustive"
	"github.com/assay-dev/assay/vet/flagparam"
	"github.com/assay-dev/assay/vet/immutable"
	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/unit"
	"github.com/assay-dev/assay/vet/powers"
	"github.com/assay-dev/assay/vet/pure"
	"github.com/assay-dev/assay/vet/refined"
	"github.com/assay-dev/assay/vet/sealed"
	"github.com/assay-dev/assay/vet/sentinel"
	"github.com/assay-dev/assay/vet/total"
	"github.com/assay-dev/assay/vet/zero"
)

// analyzer is one analyzer with its explanation for people.
type analyzer struct {
	*analysis.Analyzer
	explain string
}

// all is every analyzer, in the order in which a reader meets them: types, sums, functions, advice.
var all = []analyzer{
	{directive.Analyzer, directive.Explain},
	{refined.Analyzer, refined.Explain},
	{zero.Analyzer, zero.Explain},
	{exhaustive.Analyzer, exhaustive.Explain},
	{sealed.Analyzer, sealed.Explain},
	{pure.Analyzer, pure.Explain},
	{deterministic.Analyzer, deterministic.Explain},
	{total.Analyzer, total.Explain},
	{immutable.Analyzer, immutable.Explain},
	{branded.Analyzer, branded.Explain},
	{powers.Analyzer, powers.Explain},
	{sentinel.Analyzer, sentinel.Explain},
	{flagparam.Analyzer, flagparam.Explain},
}

// Finding is one diagnostic of an analyzer.
type Finding = unit.Finding

// Read reads the findings that go vet -json prints.
func Read(text string) ([]Finding, error) { return unit.Read(text) }

// Categories of findings: one that has none fails a build.
const (
	Advice   = directive.CategoryAdvice   // worth a thought, and never a failure
	Ignored  = directive.CategoryIgnored  // taken back by an ignore at the declaration, which gives a reason
	Residual = directive.CategoryResidual // neither shown nor refuted
	Held     = directive.CategoryHeld     // a function that is held to be pure, deterministic and total
)

// EvidenceFlag makes the tool report what is ignored and what is left open too.
const EvidenceFlag = "-directive.evidence"

// StrictFlag makes the tool take no ignore.
const StrictFlag = "-directive.strict"

// Names are the names of the analyzers.
func Names() []string {
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	return names
}

// Explain is the explanation of an analyzer for people, in Markdown.
func Explain(name string) (text string, ok bool) {
	at := slices.IndexFunc(all, func(a analyzer) bool { return a.Name == name })
	if at < 0 {
		return "", false
	}
	return all[at].explain, true
}

// Called says whether the go command calls the program as a tool of go vet: it asks for the version, for the flags, or for the
// analysis of the package that a file describes.
func Called(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(last, ".cfg") && (len(args) == 1 || strings.HasPrefix(args[0], "-"))
}

// collectedAt is by how many percent the memory of a tool grows before it is collected. Where it grows further, the pages that it asks
// for cost more than the collections that it saves.
const collectedAt = 200

// Tool answers a call of the go command, whose arguments are os.Args, and exits.
func Tool() {
	var analyzers []*analysis.Analyzer
	for _, a := range all {
		analyzers = append(analyzers, a.Analyzer)
	}
	analyzers = append(analyzers, held)
	debug.SetGCPercent(collectedAt) // over a short life most of what is made is garbage at the end alone
	unit.Main(analyzers...)
}
