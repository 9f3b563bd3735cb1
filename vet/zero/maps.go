package zero

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// mapRead looks at a read of a map that does not ask whether the key is there.
func (c *checker) mapRead(e *ast.IndexExpr, stack []ast.Node) {
	t := c.TypesInfo.TypeOf(e.X)
	if t == nil || !c.TypesInfo.Types[e.X].IsValue() {
		return
	}
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return
	}
	parts := c.judge.parts(m.Elem())
	if len(parts) == 0 || c.asks(e, stack) || c.present(e, stack) {
		return
	}
	c.wrong(e, parts, nil, "%s is the zero %s where there is no such key: read it with ok", types.ExprString(e), c.judge.name(m.Elem()))
}

// asks says whether a read of a map is one with ok, or no read.
func (c *checker) asks(e *ast.IndexExpr, stack []ast.Node) bool {
	switch p := parent(stack).(type) {
	case *ast.AssignStmt:
		if len(p.Lhs) == 2 && len(p.Rhs) == 1 {
			return true // with a blank ok it is judged elsewhere
		}
		for _, target := range p.Lhs {
			if ast.Unparen(target) == e {
				return p.Tok == token.ASSIGN
			}
		}
	case *ast.ValueSpec:
		return len(p.Names) == 2 && len(p.Values) == 1
	case *ast.RangeStmt:
		return p.Key == e || p.Value == e
	}
	return false
}

// present says whether the key is known to be in the map: it comes from a range over the map or its keys, or was asked for before.
func (c *checker) present(e *ast.IndexExpr, stack []ast.Node) bool {
	text, of, key := types.ExprString(e), types.ExprString(e.X), types.ExprString(e.Index)
	for i := len(stack) - 1; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.RangeStmt:
			if n.Key != nil && types.ExprString(n.Key) == key && types.ExprString(n.X) == of {
				return true
			}
			for _, target := range []ast.Expr{n.Key, n.Value} {
				if target != nil && types.ExprString(target) == key && c.keysOf(n.X, of) {
					return true
				}
			}
		case *ast.IfStmt:
			if i+1 < len(stack) && stack[i+1] == n.Body && asksFor(n.Init, n.Cond, text, false) {
				return true
			}
		case *ast.BlockStmt:
			if i+1 < len(stack) && assured(n.List, stack[i+1], text) {
				return true
			}
		case *ast.CaseClause:
			if i+1 < len(stack) && assured(n.Body, stack[i+1], text) {
				return true
			}
		}
	}
	return false
}

// keysOf says whether an expression is made of the keys of a map, itself or where the variable that it is was assigned.
func (c *checker) keysOf(e ast.Expr, of string) bool {
	names := func(e ast.Expr) bool { return strings.Contains(types.ExprString(e), "maps.Keys("+of+")") }
	if names(e) {
		return true
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || c.body == nil {
		return false
	}
	found := false
	ast.Inspect(c.body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 {
			target, ok := a.Lhs[0].(*ast.Ident)
			if ok && target.Name == id.Name {
				found = found || names(a.Rhs[0]) || c.collected(a.Rhs[0], target.Name, of)
			}
		}
		return !found
	})
	return found
}

// collected says whether a value is a list to which the keys of a map are appended: keys = append(keys, k), in a range over it.
func (c *checker) collected(e ast.Expr, list, of string) (found bool) {
	call, ok := e.(*ast.CallExpr)
	if !ok || calleeName(call) != "append" || len(call.Args) != 2 || types.ExprString(call.Args[0]) != list {
		return false
	}
	ast.Inspect(c.body, func(n ast.Node) bool {
		r, ok := n.(*ast.RangeStmt)
		if ok && r.Key != nil && types.ExprString(r.X) == of && types.ExprString(r.Key) == types.ExprString(call.Args[1]) {
			found = found || r.Pos() < e.Pos() && e.Pos() < r.End()
		}
		return !found
	})
	return found
}

// asksFor says whether the head of an if asks for a key, and goes on where it is there, or where it is not.
func asksFor(init ast.Stmt, condition ast.Expr, text string, absent bool) bool {
	a, ok := init.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 || types.ExprString(a.Rhs[0]) != text {
		return false
	}
	want := types.ExprString(a.Lhs[1])
	if absent {
		want = "!" + want
	}
	for _, conjunct := range conjuncts(condition) {
		if types.ExprString(conjunct) == want {
			return true
		}
	}
	return false
}

func conjuncts(e ast.Expr) []ast.Expr {
	e = ast.Unparen(e)
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.LAND {
		return append(conjuncts(b.X), conjuncts(b.Y)...)
	}
	return []ast.Expr{e}
}

// assured says whether a statement before another in a list leaves where a key is not there, or puts it there.
func assured(list []ast.Stmt, until ast.Node, text string) bool {
	for _, s := range list {
		if s == until {
			return false
		}
		switch s := s.(type) {
		case *ast.IfStmt:
			if s.Else == nil && asksFor(s.Init, s.Cond, text, true) && ends(s.Body, text) {
				return true
			}
		case *ast.AssignStmt:
			for _, target := range s.Lhs {
				if s.Tok == token.ASSIGN && types.ExprString(target) == text {
					return true
				}
			}
		}
	}
	return false
}

// ends says whether a block leaves what is around it, or puts the key into the map.
func ends(body *ast.BlockStmt, text string) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		return ok && !mayReturn(call)
	case *ast.AssignStmt:
		return len(last.Lhs) == 1 && types.ExprString(last.Lhs[0]) == text
	}
	return false
}
