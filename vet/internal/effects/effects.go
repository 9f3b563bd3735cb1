// Package effects finds what each function does beside computing its results from its arguments.
//
// It follows values through a function in the order of execution (frame), keeps of each function what its callers need to know
// (Summary), and goes over functions that call each other until nothing changes any more (program). What is made during a call may be
// changed freely; what was there before, what comes from the world, and what is not known are effects. The standard library is not
// followed: a table says what it does.
package effects

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// Analyzer finds the effects of the functions of a package. It reports nothing: pure and deterministic do.
var Analyzer = &analysis.Analyzer{
	Name:       "effects",
	Doc:        "effects finds what functions do beside computing their results from their arguments",
	Run:        run,
	Requires:   []*analysis.Analyzer{directive.Analyzer, buildssa.Analyzer, roots.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(PackageFact), new(TypeFact)},
}

// Result is what was found in one package.
type Result struct {
	p       *program
	written map[*types.Var]Witness
	started map[*types.Var]Start
	order   *orders
}

func run(pass *analysis.Pass) (any, error) {
	p := newProgram(pass)
	p.solve()
	r := &Result{p: p, written: p.written()}
	r.order = p.findOrders()
	p.findFloats(r.order)
	p.export(r, r.findStarted())
	return r, nil
}
