// Package roots finds the functions of a package that are held to laws, and the functions that they lead to.
package roots

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// Paths of the packages whose types make a method a root.
const (
	assayPath  = "github.com/assay-dev/assay"
	refinePath = "github.com/assay-dev/assay/refine"
)

// Analyzer finds the roots of a package: methods of actors, functions marked //assay:pure, methods of implementers of interfaces that
// are marked so, and predicates of refined types. Its result is a *Result.
var Analyzer = &analysis.Analyzer{
	Name:       "roots",
	Doc:        "roots finds the functions that are held to be pure, deterministic and total",
	Run:        run,
	Requires:   []*analysis.Analyzer{directive.Analyzer, buildssa.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(Marked)},
}

// Marked is the fact that an interface, or a function, is marked //assay:pure.
type Marked struct{}

// AFact makes Marked a fact.
func (*Marked) AFact() {}

func (*Marked) String() string { return "marked pure" }

// A Kind says why a function is a root.
type Kind string

const (
	Handler     Kind = "handler"     // a method of an actor
	Function    Kind = "function"    // marked //assay:pure
	Implementer Kind = "implementer" // a method of a type that implements a marked interface
	Predicate   Kind = "predicate"   // Holds or Rule of a predicate of refined types, Size of a size
)

// A Root is a function that is held to laws.
type Root struct {
	Kind Kind
	// Func is what was declared. Of a generic type it is the generic method. It lies in another package where it is promoted.
	Func *types.Func
	// Fn is its body, or a wrapper around a promoted method. It is nil where a generic type promotes a method of another package.
	Fn *ssa.Function
	// Owner is the type that makes it a root, or nil for a function.
	Owner *types.TypeName
	// Pos is where the root stands in this package: its name, or the name of the type that promotes it.
	Pos token.Pos
}

// Name is the root as messages call it: Receive, Lower3.Holds.
func (r Root) Name() string {
	if r.Owner == nil || r.Kind == Handler {
		return r.Func.Name()
	}
	return r.Owner.Name() + "." + r.Func.Name()
}

// Result is what was found in one package.
type Result struct {
	// Roots by position.
	Roots []Root
	// ssa is the package.
	ssa *buildssa.SSA
	// markedTypes are the interfaces that are marked, here and in the packages that this one imports.
	markedTypes []*types.TypeName
	resolver    *Resolver
}

// run collects the roots. A package without any costs a walk over its types.
func run(pass *analysis.Pass) (any, error) {
	c := &collector{
		pass:   pass,
		marks:  pass.ResultOf[directive.Analyzer].(*directive.Set),
		ssa:    pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA),
		seen:   map[*types.Func]bool{},
		refine: imports(pass.Pkg, refinePath),
	}
	c.marked()
	c.types()
	slices.SortStableFunc(c.roots, func(a, b Root) int { return cmp.Compare(a.Pos, b.Pos) })
	return &Result{Roots: c.roots, ssa: c.ssa, markedTypes: c.interfaces, resolver: newResolver(pass, c.ssa)}, nil
}

func imports(pkg *types.Package, path string) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return p.Path() == path })
}

// MarkedInterface says whether a call through an interface of this type may be taken for pure: it is marked //assay:pure, here or
// where it was declared, or it is one of ours whose implementers are roots, so that each implementer is held to it.
func (r *Result) MarkedInterface(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	name := named.Origin().Obj()
	return slices.Contains(r.markedTypes, name) || name.Pkg() != nil && slices.Contains(held[name.Pkg().Path()], name.Name())
}

// held are the interfaces of ours whose implementers are roots.
var held = map[string][]string{
	assayPath:  {"Actor", "Timeouter", "Recoverer", "Chooser", "Clocker", "Restarter"},
	refinePath: {"Predicate", "Ruled", "Size"},
}

// Resolver answers what a call may lead to, within the package.
func (r *Result) Resolver() *Resolver { return r.resolver }
