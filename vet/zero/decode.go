package zero

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

const refinePath = predicate.RefinePath

// decoder looks at a call that decodes into a type that holds refined values: a field that is missing stays at zero, without an error.
func (c *checker) decoder(e *ast.CallExpr) {
	fn, ok := typeutil.Callee(c.TypesInfo, e).(*types.Func)
	if !ok || !decodes(fn) {
		return
	}
	for _, argument := range e.Args {
		t := c.TypesInfo.TypeOf(argument)
		if t == nil {
			continue
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			continue
		}
		if found := c.judge.holdsRefined(p.Elem()); found != nil {
			directive.Report(c.Pass, analysis.Diagnostic{
				Pos: e.Pos(), End: e.End(),
				Message: fn.Name() + " into " + c.judge.name(p.Elem()) + ", which holds " + c.judge.name(found) +
					": what is missing would stay at zero: decode into a wire form of refine.Field, and ParseAll",
			})
			return
		}
	}
}

// decodes says whether a function fills what it is given a pointer to: those of the standard library, and those of the same names
// elsewhere.
func decodes(fn *types.Func) bool {
	if fn.Pkg() == nil || fn.Pkg().Path() == refinePath {
		return false
	}
	name := fn.Name()
	if name == "Scan" || name == "StructScan" {
		return strings.Contains(fn.Pkg().Path(), "sql")
	}
	if !strings.HasPrefix(name, "Unmarshal") && !strings.HasPrefix(name, "Decode") && name != "ReadJSON" && name != "BindJSON" && name != "ShouldBindJSON" {
		return false
	}
	for v := range fn.Signature().Params().Variables() {
		if i, ok := v.Type().Underlying().(*types.Interface); ok && i.Empty() {
			return true
		}
		if s, ok := v.Type().(*types.Slice); ok && fn.Signature().Variadic() && types.IsInterface(s.Elem()) {
			return true
		}
	}
	return false
}

// instances looks at the uses of generic functions that make zero values of their type parameters.
func (c *checker) instances() {
	c.made = nil
	for _, file := range c.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			fn, ok := c.TypesInfo.Uses[id].(*types.Func)
			if !ok {
				return true
			}
			var z zeroes
			if fn.Pkg() == nil || !c.ImportObjectFact(fn.Origin(), &z) {
				return true
			}
			c.instance(id, fn, z)
			return true
		})
	}
}

func (c *checker) instance(id *ast.Ident, fn *types.Func, z zeroes) {
	arguments := c.TypesInfo.Instances[id].TypeArgs
	if receiver := fn.Signature().Recv(); receiver != nil {
		t := types.Unalias(receiver.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if named, ok := t.(*types.Named); ok {
			arguments = named.TypeArgs()
		}
	}
	for _, i := range z.Params {
		if i >= arguments.Len() {
			continue
		}
		for _, p := range c.judge.parts(arguments.At(i)) {
			if p.param == nil {
				directive.Report(c.Pass, analysis.Diagnostic{
					Pos: id.Pos(), End: id.End(), Category: directive.CategoryResidual,
					Message: fn.Name() + " may make the zero " + c.judge.name(arguments.At(i)) + " out of its type parameter, and it is not shown that it does not",
				})
				return
			}
		}
	}
}
