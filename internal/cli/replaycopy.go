package cli

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"
)

// callAt is the call of a function that spans a line, or nil where there is none or more than one.
func (s source) callAt(line int, isTarget func(types.Object) bool) (found *ast.CallExpr) {
	several := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		made, ok := n.(*ast.CallExpr)
		if !ok || !s.calls(made, isTarget) {
			return true
		}
		first, last := s.pkg.Fset.Position(made.Pos()).Line, s.pkg.Fset.Position(made.End()).Line
		if first <= line && line <= last {
			several = found != nil
			found = made
		}
		return true
	})
	if several {
		return nil
	}
	return found
}

func (s source) calls(made *ast.CallExpr, isTarget func(types.Object) bool) bool {
	called := ast.Unparen(made.Fun)
	switch instance := called.(type) {
	case *ast.IndexExpr:
		called = instance.X
	case *ast.IndexListExpr:
		called = instance.X
	}
	switch name := called.(type) {
	case *ast.Ident:
		return isTarget(s.pkg.TypesInfo.Uses[name])
	case *ast.SelectorExpr:
		return isTarget(s.pkg.TypesInfo.Uses[name.Sel])
	}
	return false
}

// declaration is the function at the top of the file that an expression stands in.
func (s source) declaration(expression ast.Expr) *ast.FuncDecl {
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Pos() <= expression.Pos() && expression.End() <= f.End() {
			return f
		}
	}
	return nil
}

// parameterOf says whether an expression is a parameter of its function as it was passed, and which.
func (s source) parameterOf(expression ast.Expr) (function types.Object, parameter int, passed bool) {
	name, ok := ast.Unparen(expression).(*ast.Ident)
	d := s.declaration(expression)
	if !ok || d == nil {
		return nil, 0, false
	}
	function, object := s.pkg.TypesInfo.Defs[d.Name], s.pkg.TypesInfo.Uses[name]
	place := 0
	for _, field := range d.Type.Params.List {
		for _, own := range field.Names {
			if s.pkg.TypesInfo.Defs[own] == object {
				return function, place, !s.changed(d, object)
			}
			place++
		}
	}
	return nil, 0, false
}

// changed says whether a function may change a variable after it was defined.
func (s source) changed(d *ast.FuncDecl, object types.Object) bool {
	found := false
	touches := func(e ast.Expr) {
		for {
			switch inner := e.(type) {
			case *ast.SelectorExpr:
				e = inner.X
			case *ast.IndexExpr:
				e = inner.X
			case *ast.StarExpr:
				e = inner.X
			case *ast.ParenExpr:
				e = inner.X
			case *ast.Ident:
				found = found || s.pkg.TypesInfo.Uses[inner] == object
				return
			default:
				return
			}
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				touches(left)
			}
		case *ast.IncDecStmt:
			touches(n.X)
		case *ast.UnaryExpr:
			if n.Op.String() == "&" {
				touches(n.X)
			}
		case *ast.RangeStmt:
			if n.Tok.String() == "=" {
				touches(n.Key)
				touches(n.Value)
			}
		}
		return true
	})
	return found
}

// copier makes the text of expressions that can stand in another function.
type copier struct {
	source
	imports []string
	foreign []string // names that stand in the function alone
	inside  int
}

// insideMax is how often a variable may stand for an expression with another one.
const insideMax = 8

// text is an expression with each variable of its function that is never changed replaced by what it was set to.
func (r *copier) text(expression ast.Expr) string {
	var b strings.Builder
	done := expression.Pos()
	copyTo := func(upTo ast.Node, end bool) {
		from := r.pkg.Fset.Position(done).Offset
		to := r.pkg.Fset.Position(upTo.Pos()).Offset
		if end {
			to = r.pkg.Fset.Position(upTo.End()).Offset
		}
		b.Write(r.source.text[from:to])
		done = upTo.End()
	}
	ast.Inspect(expression, func(n ast.Node) bool {
		if r.qualified(n) {
			return false
		}
		name, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if instead, replaced := r.instead(expression, name); replaced {
			copyTo(name, false)
			b.WriteString(instead)
		}
		return true
	})
	copyTo(expression, true)
	return b.String()
}

func (r *copier) plain(expression ast.Expr) string {
	return string(r.source.text[r.pkg.Fset.Position(expression.Pos()).Offset:r.pkg.Fset.Position(expression.End()).Offset])
}

// instead is what has to stand for a name elsewhere. It notes what the name needs, or that it cannot stand elsewhere.
func (r *copier) instead(whole ast.Expr, name *ast.Ident) (string, bool) {
	object := r.pkg.TypesInfo.Uses[name]
	switch {
	case object == nil, object.Pkg() == nil, object.Parent() == nil, whole.Pos() <= object.Pos() && object.Pos() < whole.End():
		return "", false // a field, a method, a word of the language, or what the expression defines itself
	case object.Parent() == object.Pkg().Scope():
		if object.Pkg() != r.pkg.Types {
			r.imports = append(r.imports, ". "+strconv.Quote(object.Pkg().Path()))
		}
		return "", false
	case isPointerToT(object.Type()):
		return "t", true
	}
	d := r.declaration(whole)
	value := r.definition(d, object)
	if value == nil || r.inside == insideMax || r.changed(d, object) {
		r.foreign = append(r.foreign, name.Name)
		return "", false
	}
	r.inside++
	defer func() { r.inside-- }()
	switch ast.Unparen(value).(type) {
	case *ast.FuncLit:
		r.foreign = append(r.foreign, name.Name)
		return "", false
	case *ast.CallExpr, *ast.Ident, *ast.SelectorExpr, *ast.BasicLit, *ast.CompositeLit:
		return r.text(value), true
	}
	return "(" + r.text(value) + ")", true
}

// qualified says whether n is a name of another package, and notes that the package has to be imported.
func (r *copier) qualified(n ast.Node) bool {
	selector, ok := n.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name, ok := selector.X.(*ast.Ident)
	if !ok {
		return false
	}
	imported, ok := r.pkg.TypesInfo.Uses[name].(*types.PkgName)
	if !ok {
		return false
	}
	spec := strconv.Quote(imported.Imported().Path())
	if imported.Name() != imported.Imported().Name() {
		spec = imported.Name() + " " + spec
	}
	r.imports = append(r.imports, spec)
	return true
}

// definition is what a variable or constant of a function is set to where it is defined, alone or in a row, or nil.
func (r *copier) definition(d *ast.FuncDecl, object types.Object) (value ast.Expr) {
	if d == nil {
		return nil
	}
	take := func(name ast.Expr, values []ast.Expr, place, of int) {
		if own, ok := name.(*ast.Ident); ok && r.pkg.TypesInfo.Defs[own] == object && len(values) == of {
			value = values[place]
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, name := range n.Lhs {
				take(name, n.Rhs, i, len(n.Lhs))
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if n.Type == nil {
					take(name, n.Values, i, len(n.Names))
				}
			}
		}
		return true
	})
	return value
}
