// Package immutable finds changes of values that are not to change: those of marked types, and those that were handed over.
package immutable

import (
	_ "embed"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer holds types that are marked //assay:immutable to their mark, and finds writes to what an effect has carried away.
//
// Does not find: a change through another variable that shares the memory, by a function that is called with it, or by reflection.
var Analyzer = &analysis.Analyzer{
	Name:      "immutable",
	Doc:       "immutable finds changes of values that are not to change\n\nA value of a type marked //assay:immutable is made once, and what Send, Persist and the like have carried away stays as it was.",
	Requires:  []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer},
	Run:       run,
	FactTypes: []analysis.Fact{new(Marked)},
}

// Marked is the fact that a type is marked //assay:immutable.
type Marked struct{}

// AFact marks a fact.
func (*Marked) AFact() {}

const vocabulary = "github.com/assay-dev/assay"

// survey is the analysis of one package.
type survey struct {
	pass   *analysis.Pass
	in     *inspector.Inspector
	info   *types.Info
	marked map[*types.TypeName]bool
}

func run(pass *analysis.Pass) (any, error) {
	s := &survey{pass: pass, in: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector), info: pass.TypesInfo, marked: map[*types.TypeName]bool{}}
	s.readMarks()
	if len(s.marked) > 0 || len(pass.AllObjectFacts()) > 0 {
		s.functions(func(c inspector.Cursor, decl *ast.FuncDecl, fn *types.Func) {
			s.writes(c, decl, fn)
			s.shares(decl, fn)
		})
	}
	if pass.Pkg.Path() == vocabulary || slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool { return p.Path() == vocabulary }) {
		s.handedOver()
	}
	return nil, nil
}

// readMarks finds the marked types of the package, and says so to others.
func (s *survey) readMarks() {
	set := s.pass.ResultOf[directive.Analyzer].(*directive.Set)
	for c := range s.in.Root().Preorder((*ast.TypeSpec)(nil)) {
		spec := c.Node().(*ast.TypeSpec)
		name, ok := s.info.Defs[spec.Name].(*types.TypeName)
		if ok && set.ImmutableType(spec) {
			s.marked[name] = true
			if name.Parent() == s.pass.Pkg.Scope() {
				s.pass.ExportObjectFact(name, new(Marked))
			}
		}
	}
}

// functions calls f for each function that is declared with a body.
func (s *survey) functions(f func(inspector.Cursor, *ast.FuncDecl, *types.Func)) {
	for c := range s.in.Root().Preorder((*ast.FuncDecl)(nil)) {
		decl := c.Node().(*ast.FuncDecl)
		if fn, ok := s.info.Defs[decl.Name].(*types.Func); ok && decl.Body != nil {
			f(c, decl, fn)
		}
	}
}

// markedType is the marked type that t is or points to, or nil.
func (s *survey) markedType(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	name := named.Origin().Obj()
	if name.Pkg() != s.pass.Pkg && !s.marked[name] {
		s.marked[name] = s.pass.ImportObjectFact(name, new(Marked))
	}
	if s.marked[name] {
		return name
	}
	return nil
}

// constructs says whether a function makes values of a type: one of its results is or holds one.
func constructs(fn *types.Func, of *types.TypeName) bool {
	for v := range fn.Signature().Results().Variables() {
		if holds(v.Type(), of, 3) {
			return true
		}
	}
	return false
}

func holds(t types.Type, of *types.TypeName, depth int) bool {
	if depth == 0 {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Origin().Obj() == of {
			return true
		}
		for arg := range t.TypeArgs().Types() {
			if holds(arg, of, depth-1) {
				return true
			}
		}
	case interface{ Elem() types.Type }:
		return holds(t.Elem(), of, depth-1)
	}
	return false
}

// decodes says whether a method fills its receiver from outside: a constructor by another name.
func decodes(name string) bool {
	return strings.HasPrefix(name, "Unmarshal") || name == "Scan" || name == "GobDecode"
}

func (s *survey) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == s.pass.Pkg {
			return ""
		}
		return p.Name()
	})
}
