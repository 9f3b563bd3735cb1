package immutable

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/assay-dev/assay/vet/internal/directive"
)

// shares reports how an exported function shares the inside of a marked value with its callers: it returns a slice, map or pointer
// of it, or it keeps one that it was given.
func (s *survey) shares(decl *ast.FuncDecl, fn *types.Func) {
	if !fn.Exported() {
		return
	}
	given := s.given(decl, fn)
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				s.returned(decl, fn, e)
			}
		case *ast.CompositeLit:
			s.kept(decl, fn, n, given)
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				selector, ok := left.(*ast.SelectorExpr)
				if !ok || s.info.Selections[selector] == nil {
					continue
				}
				if of := s.owner(selector.X, s.info.Selections[selector]); of != nil && of.Pkg() == s.pass.Pkg {
					s.keep(decl, fn, right(n, i), given, of)
				}
			}
		}
		return true
	})
}

// reference is what a type shares when it is copied: "slice", "map" or "pointer", or "".
func (s *survey) reference(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return "slice"
	case *types.Map:
		return "map"
	case *types.Pointer:
		if s.markedType(u) == nil {
			return "pointer"
		}
	}
	return ""
}

// returned reports a result that is a part of the receiver or an argument of a marked type.
func (s *survey) returned(decl *ast.FuncDecl, fn *types.Func, e ast.Expr) {
	e = s.defined(decl, e)
	kind := s.reference(s.info.TypeOf(e))
	if kind == "" {
		return
	}
	field, of := "", (*types.TypeName)(nil)
	root := rootOf(e, func(e ast.Expr) ast.Expr {
		switch n := e.(type) {
		case *ast.SelectorExpr:
			selection := s.info.Selections[n]
			if selection == nil || selection.Kind() != types.FieldVal {
				return nil
			}
			if owner := s.owner(n.X, selection); owner != nil && owner.Pkg() == s.pass.Pkg {
				field, of = n.Sel.Name, owner
			}
			return n.X
		case *ast.IndexExpr:
			return n.X
		case *ast.SliceExpr:
			return n.X
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				return n.X
			}
		}
		return nil
	})
	if root == nil || of == nil || token.IsExported(field) || !s.isParameter(fn, root) {
		return
	}
	name := s.typeText(of.Type())
	message := fmt.Sprintf("%s returns the %s %s of the immutable %s itself: return a copy", fn.Name(), kind, field, name)
	directive.Report(s.pass, analysis.Diagnostic{Pos: e.Pos(), End: e.End(), Message: message, SuggestedFixes: s.clone(decl, e, kind)})
}

// rootOf is the identifier that an expression is a part of, or nil: inward is what a part is taken from, nil where it ends.
func rootOf(e ast.Expr, inward func(ast.Expr) ast.Expr) *ast.Ident {
	for e != nil {
		e = ast.Unparen(e)
		if id, ok := e.(*ast.Ident); ok {
			return id
		}
		e = inward(e)
	}
	return nil
}

// defined is what a local variable was defined as, where it is defined once and never assigned.
func (s *survey) defined(decl *ast.FuncDecl, e ast.Expr) ast.Expr {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return e
	}
	v, ok := s.info.ObjectOf(id).(*types.Var)
	if !ok {
		return e
	}
	given, times := e, 0
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if n, ok := n.(*ast.AssignStmt); ok {
			for i, left := range n.Lhs {
				if id, ok := left.(*ast.Ident); ok && s.info.ObjectOf(id) == v {
					times++
					if r := right(n, i); r != nil && n.Tok == token.DEFINE {
						given = r
					}
				}
			}
		}
		return true
	})
	if times == 1 {
		return given
	}
	return e
}

// isParameter says whether an identifier is the receiver or a parameter of a function.
func (s *survey) isParameter(fn *types.Func, id *ast.Ident) bool {
	v := s.info.ObjectOf(id)
	if recv := fn.Signature().Recv(); recv != nil && v == recv {
		return true
	}
	for p := range fn.Signature().Params().Variables() {
		if v == p {
			return true
		}
	}
	return false
}

// given are the parameters through which a caller hands in memory that it may still change: those that are never assigned, and
// are no marked value themselves.
func (s *survey) given(decl *ast.FuncDecl, fn *types.Func) map[types.Object]bool {
	given := map[types.Object]bool{}
	for p := range fn.Signature().Params().Variables() {
		given[p] = s.markedType(p.Type()) == nil
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if n, ok := n.(*ast.AssignStmt); ok {
			for _, left := range n.Lhs {
				if id, ok := left.(*ast.Ident); ok {
					delete(given, s.info.ObjectOf(id))
				}
			}
		}
		return true
	})
	return given
}

// kept looks at the fields of a literal of a marked type.
func (s *survey) kept(decl *ast.FuncDecl, fn *types.Func, n *ast.CompositeLit, given map[types.Object]bool) {
	of := s.markedType(s.info.TypeOf(n))
	if of == nil || of.Pkg() != s.pass.Pkg {
		return
	}
	for _, e := range n.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			e = pair.Value
		}
		s.keep(decl, fn, e, given, of)
	}
}

// keep reports e, which a field of a marked value gets, where it is a slice or map that the caller gave.
func (s *survey) keep(decl *ast.FuncDecl, fn *types.Func, e ast.Expr, given map[types.Object]bool, of *types.TypeName) {
	if e == nil || !constructs(fn, of) {
		return
	}
	kind := s.reference(s.info.TypeOf(e))
	if kind != "slice" && kind != "map" {
		return
	}
	root := rootOf(e, func(e ast.Expr) ast.Expr {
		switch n := e.(type) {
		case *ast.SelectorExpr:
			return n.X
		case *ast.SliceExpr:
			return n.X
		case *ast.CallExpr:
			if len(n.Args) == 1 && s.info.Types[n.Fun].IsType() {
				return n.Args[0]
			}
		}
		return nil
	})
	if root == nil || !given[s.info.ObjectOf(root)] {
		return
	}
	directive.Report(s.pass, analysis.Diagnostic{
		Pos: e.Pos(), End: e.End(), SuggestedFixes: s.clone(decl, e, kind),
		Message: fmt.Sprintf("%s keeps the caller's %s in the immutable %s: keep a copy", fn.Name(), kind, s.typeText(of.Type())),
	})
}

// clone puts an expression into slices.Clone or maps.Clone, where its file imports that package.
func (s *survey) clone(decl *ast.FuncDecl, e ast.Expr, kind string) []analysis.SuggestedFix {
	path := map[string]string{"slice": "slices", "map": "maps"}[kind]
	for _, file := range s.pass.Files {
		if file.FileStart > decl.Pos() || decl.Pos() >= file.FileEnd {
			continue
		}
		for _, spec := range file.Imports {
			name := s.info.PkgNameOf(spec)
			if name == nil || name.Imported().Path() != path || name.Name() == "." || name.Name() == "_" {
				continue
			}
			return []analysis.SuggestedFix{{Message: "Copy it", TextEdits: []analysis.TextEdit{
				{Pos: e.Pos(), End: e.Pos(), NewText: []byte(name.Name() + ".Clone(")},
				{Pos: e.End(), End: e.End(), NewText: []byte(")")},
			}}}
		}
	}
	return nil
}
