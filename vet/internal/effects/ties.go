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
func (u *user) leavesTies(less ast.Expr) bool {
	lit, ok := ast.Unparen(less).(*ast.FuncLit)
	if !ok {
		return false
	}
	derived, whole := false, false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		for _, operand := range u.compared(n) {
			if u.derived(operand) {
				derived = true
			} else {
				whole = true
			}
		}
		return true
	})
	return derived && !whole
}

// compared are the operands of a comparison.
func (u *user) compared(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if slices.Contains([]token.Token{token.LSS, token.GTR, token.LEQ, token.GEQ, token.SUB}, n.Op) {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.CallExpr:
		fn := u.callee(n)
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
func (u *user) derived(operand ast.Expr) bool {
	call, ok := ast.Unparen(operand).(*ast.CallExpr)
	if !ok {
		return false
	}
	if fn := u.callee(call); fn != nil {
		return fn.Signature().Recv() == nil
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && u.builtinLen(id)
}

func (u *user) builtinLen(id *ast.Ident) bool {
	b, ok := u.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "len"
}
