// Package refined finds constants that their refined types refuse.
package refined

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/predicate"
)

// Explain is the explanation for people.
//
//go:embed explain.md
var Explain string

// Analyzer finds the constants given to refine.Must and refine.Parse that the predicate refuses, predicates that are wrong in
// themselves, and variables that are initialised before what their predicates need.
var Analyzer = &analysis.Analyzer{
	Name:      "refined",
	Doc:       "refined evaluates the predicates of refined types on constants\n\nA constant that a predicate refuses is an error here, and not when the program runs.",
	Run:       run,
	Requires:  []*analysis.Analyzer{directive.Analyzer, predicate.Analyzer},
	FactTypes: []analysis.Fact{new(forwards)},
}

// forwards is the fact of a function that passes a parameter of its own on to refine.Must or refine.Parse, and returns the result.
type forwards struct {
	Must  bool
	Named bool // so that its callers, and not its body, are told that Must is for constants
	Param int
}

func (*forwards) AFact() {}

func (f *forwards) String() string {
	if f.Must {
		return "is a Must"
	}
	return "is a Parse"
}

// checker looks through one package.
type checker struct {
	*analysis.Pass
	predicates *predicate.Set
}

func run(pass *analysis.Pass) (any, error) {
	if !predicate.Judged(pass.Pkg) {
		return nil, nil
	}
	c := checker{pass, pass.ResultOf[predicate.Analyzer].(*predicate.Set)}
	for _, file := range pass.Files {
		for _, declaration := range file.Decls {
			if fn, ok := declaration.(*ast.FuncDecl); ok && fn.Body != nil {
				c.forwarder(fn)
			}
		}
	}
	for _, file := range pass.Files {
		c.file(file)
	}
	c.declarations()
	c.order()
	return nil, nil
}

// file looks through the calls and uses of a file.
func (c checker) file(file *ast.File) {
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				c.within(d.Body, d, false)
			}
		case *ast.GenDecl:
			c.within(d, nil, true)
		}
	}
}

// within looks through a declaration: fn is the function it is, if it is one, and initial says that it runs before the program does.
func (c checker) within(n ast.Node, fn *ast.FuncDecl, initial bool) {
	called := map[*ast.Ident]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			c.within(n.Body, fn, false)
			return false
		case *ast.CallExpr:
			if id := name(n.Fun); id != nil {
				called[id] = true
			}
			if s, ok := c.site(n); ok {
				c.check(s, fn, initial)
			}
		case *ast.Ident:
			if !called[n] && c.isRefine(c.TypesInfo.Uses[n], "Must") {
				c.report(n, c.category(n), "Must is for constants: as a value it is called with others: pass refine.Parse on, and handle none")
			}
		}
		return true
	})
}

// site is one place at which a value is refined.
type site struct {
	call     *ast.CallExpr
	must     bool
	open     bool // a value that is no constant is reported within the function that is called
	argument ast.Expr
	refined  types.Type // R
}

// site reads a call of Must or Parse, or of a function that passes its argument on to one of them.
func (c checker) site(call *ast.CallExpr) (s site, ok bool) {
	fn, ok := typeutil.Callee(c.TypesInfo, call).(*types.Func)
	if !ok {
		return s, false
	}
	s.call = call
	if s.must = c.isRefine(fn, "Must"); s.must || c.isRefine(fn, "Parse") {
		instance := c.TypesInfo.Instances[name(call.Fun)]
		if instance.TypeArgs.Len() == 0 || len(call.Args) != 1 {
			return s, false
		}
		s.argument, s.refined = call.Args[0], instance.TypeArgs.At(0)
		return s, true
	}
	var f forwards
	if !c.ImportObjectFact(fn.Origin(), &f) || f.Param >= len(call.Args) {
		return s, false
	}
	s.must, s.open, s.argument = f.Must, !f.Named, call.Args[f.Param]
	signature, ok := c.TypesInfo.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return s, false
	}
	s.refined = result(signature, s.must)
	return s, s.refined != nil
}

// result is the refined type that a function returns, by itself or, of a Parse, in an Option.
func result(signature *types.Signature, must bool) types.Type {
	if signature.Results().Len() == 0 {
		return nil
	}
	t := signature.Results().At(0).Type()
	if must {
		return t
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Name() != "Option" || named.TypeArgs().Len() != 1 {
		return nil
	}
	return named.TypeArgs().At(0)
}

// forwarder notes whether a function does nothing but pass a parameter on to Must or Parse, and return what it gets. With an if before
// that, not every argument would get there.
func (c checker) forwarder(fn *ast.FuncDecl) {
	object, ok := c.TypesInfo.Defs[fn.Name].(*types.Func)
	call := passed(fn)
	if !ok || call == nil || len(call.Args) != 1 || object.Signature().Variadic() {
		return
	}
	must := c.isRefine(typeutil.Callee(c.TypesInfo, call), "Must")
	if !must && !c.isRefine(typeutil.Callee(c.TypesInfo, call), "Parse") {
		return
	}
	at := c.parameter(object.Signature(), call.Args[0])
	r := result(object.Signature(), must)
	arguments := c.TypesInfo.Instances[name(call.Fun)].TypeArgs
	if at >= 0 && r != nil && arguments.Len() > 0 && types.Identical(r, arguments.At(0)) {
		named := strings.HasPrefix(strings.ToLower(fn.Name.Name), "must")
		c.ExportObjectFact(object, &forwards{Must: must, Named: named, Param: at})
	}
}

// passed is the call whose result a function returns, after at most calls of others, or nil.
func passed(fn *ast.FuncDecl) *ast.CallExpr {
	for _, s := range fn.Body.List {
		switch s := s.(type) {
		case *ast.ExprStmt:
		case *ast.ReturnStmt:
			if len(s.Results) == 0 {
				return nil
			}
			call, _ := ast.Unparen(s.Results[0]).(*ast.CallExpr)
			return call
		default:
			return nil
		}
	}
	return nil
}

// parameter is which parameter of a function an expression is, or -1.
func (c checker) parameter(signature *types.Signature, e ast.Expr) int {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return -1
	}
	for i := range signature.Params().Len() {
		if c.TypesInfo.Uses[id] == signature.Params().At(i) {
			return i
		}
	}
	return -1
}

func (c checker) isRefine(object types.Object, name string) bool {
	fn, ok := object.(*types.Func)
	return ok && fn.Name() == name && fn.Pkg() != nil && fn.Pkg().Path() == predicate.RefinePath && fn.Signature().Recv() == nil
}

// name is the identifier of the function that is called, or nil.
func name(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return name(fun.X)
	case *ast.IndexListExpr:
		return name(fun.X)
	}
	return nil
}

// inTest says whether a node stands in a test file.
func (c checker) inTest(n ast.Node) bool {
	return strings.HasSuffix(c.Fset.File(n.Pos()).Name(), "_test.go")
}

// category is that of a Must that is used as a value: a panic is how a test may well fail.
func (c checker) category(n ast.Node) string {
	if c.inTest(n) {
		return directive.CategoryAdvice
	}
	return ""
}
