// Package branded finds brands that do not keep two stores apart.
package branded

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

// Explain is the explanation for people.
//
//go:embed explain.md
var Explain string

// Analyzer finds a brand that is not a type of its own package, or that others can name, one that two stores share, and a store that
// is made in a loop.
var Analyzer = &analysis.Analyzer{
	Name:      "branded",
	Doc:       "branded finds brands that do not keep two stores apart\n\nA reference of one store fits another where both have the same brand.",
	Run:       run,
	Requires:  []*analysis.Analyzer{directive.Analyzer, predicate.Analyzer},
	FactTypes: []analysis.Fact{new(makes)},
}

// makes is the fact of a generic function that makes a store whose brand is one of its type parameters.
type makes struct{ Params []int }

func (*makes) AFact() {}

func (m *makes) String() string { return fmt.Sprint("makes stores of type parameters ", m.Params) }

// checker looks through one package.
type checker struct {
	*analysis.Pass
	first typeutil.Map // of each brand: the call that makes a store of it
	seen  typeutil.Map // brands that were reported
}

func run(pass *analysis.Pass) (any, error) {
	if !predicate.Judged(pass.Pkg) {
		return nil, nil
	}
	c := &checker{Pass: pass}
	for _, file := range pass.Files { // before the calls of what is found
		for _, declaration := range file.Decls {
			if fn, ok := declaration.(*ast.FuncDecl); ok && fn.Body != nil {
				c.maker(fn)
			}
		}
	}
	for _, file := range pass.Files {
		c.file(file)
	}
	return nil, nil
}

// maker notes whether a generic function makes stores of its type parameters.
func (c *checker) maker(fn *ast.FuncDecl) {
	object, ok := c.TypesInfo.Defs[fn.Name].(*types.Func)
	if !ok || object.Signature().TypeParams().Len() == 0 {
		return
	}
	var params []int
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && c.callee(call) == "NewStore" {
			if p, ok := types.Unalias(c.arguments(call).At(0)).(*types.TypeParam); ok {
				params = append(params, p.Index())
			}
		}
		return true
	})
	if len(params) > 0 {
		c.ExportObjectFact(object, &makes{params})
	}
}

// file looks through the calls and the types of a file.
func (c *checker) file(file *ast.File) {
	loops := 0
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			if isLoop(stack[len(stack)-1]) {
				loops--
			}
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if isLoop(n) {
			loops++
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			c.call(n, loops > 0)
		case *ast.IndexExpr:
			c.written(n, n.Index)
		case *ast.IndexListExpr:
			c.written(n, n.Indices[0])
		}
		return true
	})
}

func isLoop(n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	}
	return false
}

// call looks at a call that makes a store, or that tags a value.
func (c *checker) call(call *ast.CallExpr, loop bool) {
	switch name := c.callee(call); name {
	case "NewStore":
		c.store(call, c.arguments(call).At(0), loop)
	case "Tag":
		c.brand(call.Fun, c.arguments(call).At(0), "tag")
	case "":
		fn, ok := typeutil.Callee(c.TypesInfo, call).(*types.Func)
		var m makes
		if !ok || fn.Pkg() == nil || !c.ImportObjectFact(fn.Origin(), &m) {
			return
		}
		for _, i := range m.Params {
			if arguments := c.arguments(call); i < arguments.Len() {
				c.store(call, arguments.At(i), loop)
			}
		}
	}
}

// callee is the name of the function of package refine that is called, or "".
func (c *checker) callee(call *ast.CallExpr) string {
	fn, ok := typeutil.Callee(c.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != predicate.RefinePath || c.arguments(call).Len() == 0 {
		return ""
	}
	return fn.Name()
}

func (c *checker) arguments(call *ast.CallExpr) *types.TypeList {
	if id := identOf(call.Fun); id != nil {
		return c.TypesInfo.Instances[id].TypeArgs
	}
	return nil
}

func identOf(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return identOf(fun.X)
	case *ast.IndexListExpr:
		return identOf(fun.X)
	}
	return nil
}

// written looks at a type of package refine that names a brand.
func (c *checker) written(e, argument ast.Expr) {
	named, ok := types.Unalias(c.TypesInfo.TypeOf(e)).(*types.Named)
	if !ok || !c.TypesInfo.Types[e].IsType() || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != predicate.RefinePath {
		return
	}
	switch named.Obj().Name() {
	case "Store", "Ref":
		c.brand(argument, named.TypeArgs().At(0), "store")
	case "Tagged":
		c.brand(argument, named.TypeArgs().At(0), "tag")
	}
}

// store judges the brand of a store that is made.
func (c *checker) store(call *ast.CallExpr, brand types.Type, loop bool) {
	if _, param := types.Unalias(brand).(*types.TypeParam); param {
		return // who calls the function is judged
	}
	if wrong := c.wrong(brand); wrong != "" {
		c.report(call.Fun, nil, "%s is no brand of a store: %s", c.name(brand), wrong)
		c.seen.Set(brand, true)
		return
	}
	if c.foreign(brand) {
		c.report(call.Fun, nil, "%s is the brand of another package, which makes its own stores: declare type brand struct{} here", c.name(brand))
		return
	}
	if o := types.Unalias(brand).(*types.Named).Obj(); o.Exported() && o.Parent() == c.Pkg.Scope() {
		c.report(call.Fun, nil, "%s is exported, so that any package can make a store of it: give the brand a name of this package's own", c.name(brand))
	}
	if loop {
		c.report(call.Fun, nil, "stores of the brand %s are made in a loop: a reference of one fits the others: make it before the loop", c.name(brand))
	}
	if first, ok := c.first.At(brand).(*ast.CallExpr); ok {
		related := []analysis.RelatedInformation{{Pos: first.Pos(), End: first.End(), Message: "the first store of the brand " + c.name(brand)}}
		c.report(call.Fun, related, "a second store of the brand %s: a reference of one fits the other: give each a brand of its own", c.name(brand))
		return
	}
	c.first.Set(brand, call)
}

// brand judges a brand where it is written down, once.
func (c *checker) brand(at ast.Node, brand types.Type, of string) {
	wrong := c.wrong(brand)
	if wrong == "" || c.seen.At(brand) != nil {
		return
	}
	c.seen.Set(brand, true)
	c.report(at, nil, "%s is no brand of a %s: %s", c.name(brand), of, wrong)
}

// wrong says why a type is no brand, or "". A tag may be any type that is declared: it says what a value is for.
func (c *checker) wrong(brand types.Type) string {
	named, ok := types.Unalias(brand).(*types.Named)
	if _, param := types.Unalias(brand).(*types.TypeParam); param {
		return ""
	}
	if !ok || named.Obj().Pkg() == nil {
		return "everyone has it: declare type brand struct{}"
	}
	return ""
}

// foreign says whether a brand is declared in another package. The tests beside a package belong to it.
func (c *checker) foreign(brand types.Type) bool {
	return types.Unalias(brand).(*types.Named).Obj().Pkg() != c.Pkg
}

func (c *checker) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == c.Pkg {
			return ""
		}
		return p.Name()
	})
}

func (c *checker) report(at ast.Node, related []analysis.RelatedInformation, text string, args ...any) {
	directive.Report(c.Pass, analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Related: related, Message: fmt.Sprintf(text, args...)})
}
