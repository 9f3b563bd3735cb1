// Package sealed finds values that are put into a sum and are none of its variants.
package sealed

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/sum"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer finds variants that are forged by embedding, and nil where a variant belongs.
//
// Does not find: nil that comes out of a map, a channel, a new array or a generic function, and a nil pointer in a variable.
var Analyzer = &analysis.Analyzer{
	Name:     "sealed",
	Doc:      "sealed finds what is put into a sum and is none of its variants\n\nA sealed interface is embedded in its own package alone, and a value of it is never nil.",
	Requires: []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer, sum.Analyzer},
	Run:      run,
}

const vocabulary = "github.com/assay-dev/assay"

// survey is the analysis of one package.
type survey struct {
	pass  *analysis.Pass
	index *sum.Index
	info  *types.Info
	in    *inspector.Inspector
	unset map[types.Object]bool // variables of sums that are declared without a value and never get one
	said  map[ast.Expr]bool     // the nils that were reported
}

func run(pass *analysis.Pass) (any, error) {
	s := &survey{
		pass: pass, index: pass.ResultOf[sum.Analyzer].(*sum.Index), info: pass.TypesInfo,
		in: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector), said: map[ast.Expr]bool{},
	}
	s.unset = s.unsetVariables()
	for c := range s.in.Root().Preorder((*ast.StructType)(nil), (*ast.InterfaceType)(nil)) {
		s.embeds(c)
	}
	s.puts()
	s.omits()
	return nil, nil
}

func (s *survey) report(at ast.Node, format string, args ...any) {
	directive.Report(s.pass, analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Message: fmt.Sprintf(format, args...)})
}

// embeds reports what a struct or an interface embeds of another package's sums.
func (s *survey) embeds(c inspector.Cursor) {
	switch n := c.Node().(type) {
	case *ast.StructType:
		for _, field := range n.Fields.List {
			if len(field.Names) == 0 {
				s.embedsIn(c, field.Type, "make it a field with a name, or a variant in that package")
			}
		}
	case *ast.InterfaceType:
		spec, declared := c.Parent().Node().(*ast.TypeSpec)
		if !declared || !s.info.TypeOf(spec.Type).Underlying().(*types.Interface).IsMethodSet() {
			return // a constraint
		}
		for _, field := range n.Methods.List {
			if len(field.Names) == 0 {
				s.embedsIn(c, field.Type, "a part of a sum is declared in the sum's package")
			}
		}
	}
}

func (s *survey) embedsIn(c inspector.Cursor, embedded ast.Expr, instead string) {
	t := types.Unalias(s.info.TypeOf(embedded))
	if of := s.index.Sum(t); of != nil && of.Path != s.pass.Pkg.Path() {
		s.report(embedded, "%s embeds the sealed %s outside its package, which forges a variant of it: %s", container(c), s.typeText(t), instead)
		return
	}
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg() == s.pass.Pkg || !s.ours(named.Obj().Pkg().Path()) {
		return
	}
	if of := s.sumOf(named); of != "" {
		s.report(embedded, "%s embeds %s, a variant of the sealed %s, and so becomes a variant outside its package: %s", container(c), s.typeText(t), of, instead)
	}
}

// container is the name of the type whose declaration a struct or interface type is.
func container(c inspector.Cursor) string {
	if spec, ok := c.Parent().Node().(*ast.TypeSpec); ok {
		return spec.Name.Name
	}
	return "a struct"
}

// sumOf is the sum of which a type of another package is a variant, or "".
func (s *survey) sumOf(variant *types.Named) string {
	scope := variant.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		t, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || t.IsAlias() {
			continue
		}
		if of := s.index.Sum(t.Type()); of != nil {
			for _, v := range of.Variants {
				if v.Name == variant.Obj().Name() {
					return name
				}
			}
		}
	}
	return ""
}

// ours says whether a package belongs to the module that is analysed, or is the vocabulary.
func (s *survey) ours(path string) bool {
	if path == s.pass.Pkg.Path() || path == vocabulary {
		return true
	}
	module := s.pass.Module
	return module != nil && (path == module.Path || strings.HasPrefix(path, module.Path+"/"))
}

func (s *survey) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == s.pass.Pkg {
			return ""
		}
		return p.Name()
	})
}
