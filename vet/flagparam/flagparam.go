// Package flagparam advises against bool parameters that select behaviour.
package flagparam

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// Explain says in plain words what the analyzer finds.
//
//go:embed explain.md
var Explain string

// Analyzer finds parameters of type bool of which a function makes nothing but branches.
//
// Does not find: a flag that is stored, compared or handed on, one that only a literal within the function asks, parameters of function
// literals, and what an interface asks for.
var Analyzer = &analysis.Analyzer{
	Name:     "flagparam",
	Doc:      "flagparam advises against bool parameters that select behaviour\n\nreset(data, true) does not say what it does: two functions do, or a named type with two values.",
	Requires: []*analysis.Analyzer{directive.Analyzer, inspect.Analyzer},
	Run:      run,
}

// survey is the analysis of one package.
type survey struct {
	pass  *analysis.Pass
	in    *inspector.Inspector
	calls map[*types.Func][]*ast.CallExpr
	// values are the functions that are used other than by calling them: somebody else decides their parameters.
	values map[*types.Func]bool
}

func run(pass *analysis.Pass) (any, error) {
	s := &survey{pass: pass, in: pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)}
	for c := range s.in.Root().Preorder((*ast.FuncDecl)(nil)) {
		decl := c.Node().(*ast.FuncDecl)
		fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func)
		if !ok || decl.Body == nil || !hasBool(fn.Signature()) || s.excepted(decl, fn) {
			continue
		}
		for i := range fn.Signature().Params().Len() {
			s.judge(c, fn, i)
		}
	}
	return nil, nil
}

func hasBool(f *types.Signature) bool {
	for p := range f.Params().Variables() {
		if isBool(p.Type()) {
			return true
		}
	}
	return false
}

func isBool(t types.Type) bool { return types.Identical(t, types.Typ[types.Bool]) }

// judge reports a parameter that selects behaviour. Where the package calls the function, a call writes true or false: a flag
// that is a value everywhere is data.
func (s *survey) judge(c inspector.Cursor, fn *types.Func, i int) {
	p := fn.Signature().Params().At(i)
	if !isBool(p.Type()) || reportsSuccess(p.Name()) || !s.selects(c, fn, p) {
		return
	}
	s.readCalls()
	if s.values[fn] {
		return
	}
	var related []analysis.RelatedInformation
	calls := 0
	for _, call := range s.calls[fn] {
		if i >= len(call.Args) || c.Node().Pos() <= call.Pos() && call.Pos() < c.Node().End() {
			continue // a recursion
		}
		calls++
		if v := s.pass.TypesInfo.Types[call.Args[i]].Value; v != nil && v.Kind() == constant.Bool {
			related = append(related, analysis.RelatedInformation{Pos: call.Pos(), End: call.End(), Message: fmt.Sprintf("%s is %v here", p.Name(), v)})
		}
	}
	if calls > 0 && len(related) == 0 {
		return
	}
	directive.Report(s.pass, analysis.Diagnostic{
		Pos: p.Pos(), End: p.Pos() + token.Pos(len(p.Name())), Category: directive.CategoryAdvice, Related: related,
		Message: fmt.Sprintf("%s selects behaviour: write two functions, or a named type with two values", p.Name()),
	})
}

// reportsSuccess says whether a name is that of the second result of a lookup, which is data.
func reportsSuccess(name string) bool {
	switch name {
	case "ok", "found", "present", "exists", "_", "":
		return true
	}
	return false
}

// selects says whether the uses of a parameter are branches alone, one of them the function's own.
func (s *survey) selects(c inspector.Cursor, fn *types.Func, p *types.Var) bool {
	own := false
	for use := range c.Preorder((*ast.Ident)(nil)) {
		if s.pass.TypesInfo.Uses[use.Node().(*ast.Ident)] != p {
			continue
		}
		switch s.use(use, fn) {
		case ownBranch:
			own = true
		case otherUse:
			return false
		}
	}
	return own
}

// The ways in which a parameter is used.
type use uint8

const (
	otherUse  use = iota
	ownBranch     // it decides a branch of the function
	branch        // it decides a branch of a literal, or is handed to the function itself
)

func (s *survey) use(c inspector.Cursor, fn *types.Func) use {
	for {
		parent := c.Parent()
		switch n := parent.Node().(type) {
		case *ast.ParenExpr:
		case *ast.UnaryExpr:
			if n.Op != token.NOT {
				return otherUse
			}
		case *ast.BinaryExpr:
			if n.Op != token.LAND && n.Op != token.LOR {
				return otherUse
			}
		case *ast.IfStmt:
			return branchOf(parent)
		case *ast.SwitchStmt:
			if c.ParentEdgeKind() == edge.SwitchStmt_Tag {
				return branchOf(parent)
			}
			return otherUse
		case *ast.CaseClause:
			of, ok := parent.Parent().Parent().Node().(*ast.SwitchStmt)
			if !ok || of.Tag != nil || c.ParentEdgeKind() != edge.CaseClause_List {
				return otherUse
			}
			return branchOf(parent.Parent().Parent())
		case *ast.CallExpr:
			if callee(s.pass.TypesInfo, n) == fn {
				return branch // a recursion
			}
			return otherUse
		default:
			return otherUse
		}
		c = parent
	}
}

// branchOf says whether a branch is the function's own: what a literal does, it may do at another time.
func branchOf(c inspector.Cursor) use {
	for f := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if _, literal := f.Node().(*ast.FuncLit); literal {
			return branch
		}
		break
	}
	return ownBranch
}

// callee is the function that a call names, or nil.
func callee(info *types.Info, call *ast.CallExpr) *types.Func {
	if fn, ok := typeutil.Callee(info, call).(*types.Func); ok {
		return fn.Origin()
	}
	return nil
}

// readCalls finds the calls of this package's functions, and the functions that are used as values.
func (s *survey) readCalls() {
	if s.calls != nil {
		return
	}
	s.calls, s.values = map[*types.Func][]*ast.CallExpr{}, map[*types.Func]bool{}
	called := map[*ast.Ident]bool{}
	for c := range s.in.Root().Preorder((*ast.CallExpr)(nil), (*ast.Ident)(nil)) {
		switch n := c.Node().(type) {
		case *ast.CallExpr:
			fn := callee(s.pass.TypesInfo, n)
			if fn == nil || fn.Pkg() != s.pass.Pkg {
				continue
			}
			s.calls[fn] = append(s.calls[fn], n)
			ast.Inspect(n.Fun, func(m ast.Node) bool {
				if id, ok := m.(*ast.Ident); ok && s.pass.TypesInfo.Uses[id] != nil {
					called[id] = true
				}
				return true
			})
		case *ast.Ident:
			if fn, ok := s.pass.TypesInfo.Uses[n].(*types.Func); ok && !called[n] && !keptAlive(c) {
				s.values[fn.Origin()] = true
			}
		}
	}
}

// keptAlive says whether a use is there for the compiler alone: var _ = f.
func keptAlive(c inspector.Cursor) bool {
	for spec := range c.Enclosing((*ast.ValueSpec)(nil)) {
		return spec.Node().(*ast.ValueSpec).Names[0].Name == "_"
	}
	return false
}

// excepted says whether others decide the parameters of a function, or its callers are tests.
func (s *survey) excepted(decl *ast.FuncDecl, fn *types.Func) bool {
	if strings.HasSuffix(s.pass.Fset.File(decl.Pos()).Name(), "_test.go") || strings.HasPrefix(fn.Name(), "Set") || strings.HasPrefix(fn.Name(), "set") {
		return true
	}
	f := fn.Signature()
	for p := range f.Params().Variables() {
		if strings.HasPrefix(strings.TrimPrefix(types.TypeString(p.Type(), nil), "*"), "testing.") {
			return true
		}
	}
	if n := f.Results().Len(); n > 0 && types.TypeString(f.Results().At(n-1).Type(), nil) == "github.com/assay-dev/assay.Effects" {
		return true // a handler, whose bool is a state or a message
	}
	return f.Recv() != nil && s.asked(fn)
}

// asked says whether an interface of this package, or of one that it imports, asks for a method. Where types are generic the names
// of all its methods and the number of their parameters decide.
func (s *survey) asked(fn *types.Func) bool {
	recv := fn.Signature().Recv().Type()
	if _, pointer := recv.(*types.Pointer); !pointer {
		recv = types.NewPointer(recv)
	}
	methods := types.NewMethodSet(recv)
	for _, p := range append([]*types.Package{s.pass.Pkg}, s.pass.Pkg.Imports()...) {
		for _, name := range p.Scope().Names() {
			t, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			if iface, ok := t.Type().Underlying().(*types.Interface); ok && asks(iface, fn) && hasAll(methods, iface) {
				return true
			}
		}
	}
	return false
}

func asks(iface *types.Interface, fn *types.Func) bool {
	for m := range iface.Methods() {
		if m.Id() == fn.Id() && m.Signature().Params().Len() == fn.Signature().Params().Len() {
			return true
		}
	}
	return false
}

func hasAll(methods *types.MethodSet, iface *types.Interface) bool {
	for m := range iface.Methods() {
		if methods.Lookup(m.Pkg(), m.Name()) == nil {
			return false
		}
	}
	return true
}
