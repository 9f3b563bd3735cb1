package effects

import (
	"go/ast"
	"go/token"
	"go/types"
)

// ifStmt judges a decision in the body of a loop.
func (l *loop) ifStmt(s *ast.IfStmt) bool {
	if !l.statement(s.Init) {
		return false
	}
	if s.Else == nil && l.choosesBest(s) {
		return true
	}
	if by, ok := l.seen(s); ok && s.Else == nil {
		return l.determined(s.Body.List, by)
	}
	if l.pins(s.Cond) {
		return l.pinned(s)
	}
	return l.condition(s.Cond) && l.statement(s.Body) && l.statement(s.Else)
}

// pins says whether a condition holds in one round at most: the key is what it is compared with.
func (l *loop) pins(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok || l.key == nil || l.depends(cond):
		return false
	case b.Op == token.LAND:
		return l.pins(b.X) || l.pins(b.Y)
	case b.Op != token.EQL:
		return false
	}
	return l.isKey(b.X) && !l.varies(b.Y) || l.isKey(b.Y) && !l.varies(b.X)
}

func (l *loop) isKey(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && l.key != nil && l.info.ObjectOf(id) == l.key
}

// pinned judges what is done in one round at most. It may keep or return what it likes, as long as no other round does, nor counts.
func (l *loop) pinned(s *ast.IfStmt) bool {
	only := true
	for _, other := range l.body.List {
		if other != ast.Stmt(s) {
			only = only && readsOnly(other)
		}
	}
	if only && s.Else == nil {
		return true
	}
	return l.condition(s.Cond) && l.statement(s.Body) && l.statement(s.Else)
}

func readsOnly(s ast.Stmt) bool {
	a, ok := s.(*ast.AssignStmt)
	return ok && a.Tok == token.DEFINE
}

// choosesBest says whether a decision keeps the greatest, or the smallest, of what the rounds have: the value that is compared is the
// one that is kept. What is kept with it must be that value's own, so that ties do not matter, or ties go by the key.
func (l *loop) choosesBest(s *ast.IfStmt) bool {
	kept := map[string]ast.Expr{} // what is assigned, by place
	for _, stmt := range s.Body.List {
		a, ok := stmt.(*ast.AssignStmt)
		if !ok || a.Tok != token.ASSIGN || len(a.Lhs) != len(a.Rhs) {
			return false
		}
		for i := range a.Lhs {
			kept[types.ExprString(a.Lhs[i])] = a.Rhs[i]
		}
	}
	compared := map[string]bool{} // places that are compared with what is kept there
	l.comparisons(s.Cond, func(place, with ast.Expr) {
		text := types.ExprString(ast.Unparen(place))
		if e, ok := kept[text]; ok && types.ExprString(ast.Unparen(e)) == types.ExprString(ast.Unparen(with)) {
			compared[text] = true
		}
	})
	if len(compared) == 0 {
		return false
	}
	byKey := false
	for text := range compared {
		byKey = byKey || l.isKey(kept[text])
	}
	for text, e := range kept {
		if !compared[text] && !byKey && l.varies(e) && !l.hangsOnCompared(e, kept, compared) {
			return false
		}
	}
	return l.expressions(s.Cond)
}

func (l *loop) hangsOnCompared(e ast.Expr, kept map[string]ast.Expr, compared map[string]bool) bool {
	for text := range compared {
		if l.hangsOn(e, kept[text]) {
			return true
		}
	}
	return false
}

// comparisons goes over the pairs of an ordered type that a condition compares by <, >, and the like, or by cmp.Compare and
// strings.Compare, both ways around.
func (l *loop) comparisons(cond ast.Expr, yield func(a, b ast.Expr)) {
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LSS, token.GTR, token.LEQ, token.GEQ:
				yield(n.X, n.Y)
				yield(n.Y, n.X)
			}
		case *ast.CallExpr:
			if fn := l.callee(n); fn != nil && len(n.Args) == 2 && (fn.FullName() == "cmp.Compare" || fn.FullName() == "strings.Compare" || fn.FullName() == "cmp.Less") {
				yield(n.Args[0], n.Args[1])
				yield(n.Args[1], n.Args[0])
			}
		}
		return true
	})
}

// seen says whether a decision is made once for each value of an expression: if !seen[x] { seen[x] = true; ... }, or with a comma ok.
func (l *loop) seen(s *ast.IfStmt) (by ast.Expr, ok bool) {
	not, ok := ast.Unparen(s.Cond).(*ast.UnaryExpr)
	if !ok || not.Op != token.NOT {
		return nil, false
	}
	return l.looksUp(not.X, s.Init)
}

// looksUp says whether an expression is whether an outer map has a key, and which.
func (l *loop) looksUp(e ast.Expr, init ast.Stmt) (by ast.Expr, ok bool) {
	if id, isID := ast.Unparen(e).(*ast.Ident); isID {
		a, isAssign := init.(*ast.AssignStmt)
		if !isAssign || len(a.Lhs) != 2 || len(a.Rhs) != 1 || types.ExprString(a.Lhs[1]) != id.Name {
			return nil, false
		}
		e = a.Rhs[0]
	}
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok || mapOf(l.info.TypeOf(index.X)) == nil || l.depends(index.Index) || !l.changed[rootOf(l.info, index.X)] {
		return nil, false
	}
	return index.Index, true
}

// skipsSeen is if seen[x] { continue }, after which all is done once for each x.
func (l *loop) skipsSeen(s ast.Stmt) (by ast.Expr, ok bool) {
	i, ok := s.(*ast.IfStmt)
	if !ok || i.Else != nil || len(i.Body.List) != 1 {
		return nil, false
	}
	b, ok := i.Body.List[0].(*ast.BranchStmt)
	if !ok || b.Tok != token.CONTINUE || b.Label != nil {
		return nil, false
	}
	return l.looksUp(i.Cond, i.Init)
}

// determined judges statements that run once for each value of an expression: whatever varies in them must hang on it, since it is
// not known which of the rounds with that value came first.
func (l *loop) determined(list []ast.Stmt, by ast.Expr) bool {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, e := range s.Rhs {
				if call, ok := l.appendTo(s.Lhs[0], e); ok {
					for _, arg := range call.Args[1:] {
						if !l.hangsOn(arg, by) {
							return l.fail("appends what came first")
						}
					}
				} else if !l.hangsOn(e, by) {
					return l.fail("keeps what came first")
				}
			}
		case *ast.IncDecStmt:
		default:
			return l.fail("does what depends on what came first")
		}
		if !l.statement(s) {
			return false
		}
	}
	return true
}
