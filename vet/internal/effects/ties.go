package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// leavesTies says whether a function that is written where a collection is sorted compares only what other functions make of its
// elements, such as their lengths: elements that are alike in that stay in the order in which they were collected. A comparison of the
// elements themselves, or of a field or a method's result, is taken for one that tells them apart.
func (s *scope) leavesTies(less ast.Expr) bool {
	lit, ok := ast.Unparen(less).(*ast.FuncLit)
	if !ok {
		return false
	}
	derived, whole := false, false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		for _, operand := range s.compared(n) {
			if s.derived(operand) {
				derived = true
			} else {
				whole = true
			}
		}
		return true
	})
	return derived && !whole
}

// sortsEach says whether a loop goes over all that a collection is an element of, and first of all sorts each element in place:
//
//	for _, keys := range byValue { slices.Sort(keys) }
func (u *user) sortsEach(loop *ast.RangeStmt) bool {
	element, ok := u.c.expr.(*ast.IndexExpr)
	if !ok || types.ExprString(element.X) != types.ExprString(loop.X) || len(loop.Body.List) == 0 || leavesEarly(loop.Body) || u.conditional() {
		return false
	}
	stmt, ok := loop.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || len(call.Args) == 2 && u.leavesTies(call.Args[1]) {
		return false
	}
	fn := u.callee(call)
	return fn != nil && sortsArgument(fn, 0) && u.writes(fn, 0) && u.elementOf(loop, call.Args[0])
}

// elementOf says whether an expression is the element of the round: the value of the range, or what is at its key.
func (u *user) elementOf(loop *ast.RangeStmt, e ast.Expr) bool {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		value, ok := loop.Value.(*ast.Ident)
		return ok && u.info.ObjectOf(id) != nil && u.info.ObjectOf(id) == u.info.ObjectOf(value)
	}
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok || types.ExprString(index.X) != types.ExprString(loop.X) || rootOf(u.info, index.X) != u.c.root {
		return false
	}
	at, isID := ast.Unparen(index.Index).(*ast.Ident)
	key, ok := loop.Key.(*ast.Ident)
	return ok && isID && u.info.ObjectOf(at) != nil && u.info.ObjectOf(at) == u.info.ObjectOf(key)
}

// leavesEarly says whether a loop may end before all rounds are done.
func leavesEarly(body ast.Node) (leaves bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			leaves = true
		case *ast.BranchStmt:
			leaves = leaves || n.Tok != token.CONTINUE || n.Label != nil
		}
		return !leaves
	})
	return leaves
}

// conditional says whether what is gone over may be passed by, or not be run at all.
func (u *user) conditional() bool {
	for _, n := range u.path {
		if u.blocks[n] {
			continue
		}
		switch n := n.(type) {
		case *ast.IfStmt:
			if !u.mentionsLen(n.Cond) {
				return true
			}
		case *ast.CaseClause, *ast.CommClause, *ast.FuncLit, *ast.ForStmt:
			return true
		case *ast.RangeStmt:
			if n != u.path[len(u.path)-1] {
				return true
			}
		}
	}
	return false
}

// compared are the operands of a comparison.
func (s *scope) compared(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if slices.Contains([]token.Token{token.LSS, token.GTR, token.LEQ, token.GEQ, token.SUB}, n.Op) {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.CallExpr:
		fn := s.callee(n)
		if fn == nil {
			return nil
		}
		switch fn.FullName() {
		case "cmp.Compare", "cmp.Less", "strings.Compare", "bytes.Compare":
			return n.Args
		}
		if sel, ok := n.Fun.(*ast.SelectorExpr); ok && fn.Name() == "Compare" {
			return append([]ast.Expr{sel.X}, n.Args...)
		}
	}
	return nil
}

// derived says whether an operand is what a function makes of an element. A conversion and a method are none.
func (s *scope) derived(operand ast.Expr) bool {
	call, ok := ast.Unparen(operand).(*ast.CallExpr)
	if !ok {
		return false
	}
	if fn := s.callee(call); fn != nil {
		return fn.Signature().Recv() == nil
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && s.builtinLen(id)
}

func (s *scope) builtinLen(id *ast.Ident) bool {
	b, ok := s.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "len"
}
