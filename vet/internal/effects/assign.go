package effects

import (
	"go/ast"
	"go/token"
	"go/types"
)

// assign judges an assignment in the body of a loop.
func (l *loop) assign(s *ast.AssignStmt) bool {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return l.expressions(s.Rhs...) && l.accumulates(s.Lhs[0], s.Rhs[0], s.Tok)
	}
	for i, lhs := range s.Lhs {
		rhs := s.Rhs[0]
		if len(s.Rhs) == len(s.Lhs) {
			rhs = s.Rhs[i]
		}
		if !l.assignOne(lhs, rhs, len(s.Rhs) == len(s.Lhs)) {
			return false
		}
	}
	return true
}

// assignOne judges one of the assignments; alone says that rhs is all that is assigned to lhs.
func (l *loop) assignOne(lhs, rhs ast.Expr, alone bool) bool {
	root := rootOf(l.info, lhs)
	_, plain := ast.Unparen(lhs).(*ast.Ident)
	switch {
	case root == nil:
		return l.expressions(rhs)
	case l.inner[root] && plain:
		l.taints(root, rhs)
		return l.expressions(rhs)
	case l.inner[root]:
		return l.expressions(lhs, rhs) // what one round leads to is taken to be its own
	}
	if alone {
		if call, ok := l.appendTo(lhs, rhs); ok {
			return l.collects(lhs, call)
		}
		if operand, op, ok := l.selfOperation(lhs, rhs); ok {
			return l.expressions(rhs) && l.accumulates(lhs, operand, op)
		}
	}
	if !l.expressions(rhs) {
		return false
	}
	if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
		return l.sets(index, rhs)
	}
	if l.varies(rhs) || l.depends(rhs) {
		return l.fail("keeps what came last")
	}
	return l.constant(lhs, rhs)
}

// constant judges an assignment of what is the same in each round: all of them must assign the same.
func (l *loop) constant(lhs, rhs ast.Expr) bool {
	place, value := types.ExprString(lhs), types.ExprString(rhs)
	if old, ok := l.constants[place]; ok && old != value {
		return l.fail("keeps what came last")
	}
	l.constants[place] = value
	return true
}

// sets judges an assignment to an element: each round has a key of its own, or what is set is the same for all, or hangs on the key.
func (l *loop) sets(lhs *ast.IndexExpr, rhs ast.Expr) bool {
	if !l.expressions(lhs.Index) {
		return false
	}
	if l.counter(lhs) {
		return l.collects(lhs.X, nil)
	}
	l.counts = true
	switch {
	case l.depends(rhs) || l.depends(lhs.Index):
		return l.fail("sets what depends on what came first")
	case l.own(lhs), !l.varies(rhs), l.hangsOn(rhs, lhs.Index):
		return true
	}
	return l.fail("keeps what came last for a key")
}

// counter says whether an element is set at a position that only counts the rounds: keys[i] = k; i++.
func (l *loop) counter(lhs *ast.IndexExpr) bool {
	id, ok := ast.Unparen(lhs.Index).(*ast.Ident)
	return ok && l.changed[l.info.ObjectOf(id)] && mapOf(l.info.TypeOf(lhs.X)) == nil
}

// own says whether a place is reached by the key of the round, so that no other round comes there.
func (l *loop) own(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.IndexExpr:
			if l.injective(x.Index) {
				return true
			}
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		default:
			return false
		}
	}
}

// injective says whether an expression differs for different keys: the key, a conversion of it, a composite of it and more.
func (l *loop) injective(e ast.Expr) bool {
	if l.key == nil {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return l.info.ObjectOf(x) == l.key
	case *ast.CallExpr:
		if tv, ok := l.info.Types[x.Fun]; ok && tv.IsType() && len(x.Args) == 1 {
			return l.injective(x.Args[0]) && sameSize(l.info.TypeOf(x), l.info.TypeOf(x.Args[0]))
		}
	case *ast.CompositeLit:
		for _, elt := range x.Elts {
			if pair, ok := elt.(*ast.KeyValueExpr); ok {
				elt = pair.Value
			}
			if l.injective(elt) {
				return true
			}
		}
	}
	return false
}

func sameSize(a, b types.Type) bool {
	x, ok := a.Underlying().(*types.Basic)
	y, ok2 := b.Underlying().(*types.Basic)
	return ok && ok2 && (x.Kind() == y.Kind() || x.Kind() == types.Int || x.Kind() == types.Int64 && y.Info()&types.IsInteger != 0)
}

// hangsOn says whether all that varies in an expression lies in parts that are the same as another expression, so that the other
// determines it.
func (l *loop) hangsOn(e, on ast.Expr) bool {
	text := types.ExprString(ast.Unparen(on))
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if x, isExpr := n.(ast.Expr); isExpr && types.ExprString(x) == text {
			return false
		}
		if id, isID := n.(*ast.Ident); isID {
			if obj := l.info.Uses[id]; obj != nil && (l.inner[obj] || l.changed[obj]) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

// accumulates judges an operation on an outer place, whose rounds must commute. A nil operand is one.
func (l *loop) accumulates(lhs, operand ast.Expr, op token.Token) bool {
	root := rootOf(l.info, lhs)
	if root == nil || l.inner[root] {
		return true
	}
	if operand != nil && l.depends(operand) {
		return l.fail("adds what depends on what came first")
	}
	if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok && l.depends(index.Index) {
		return l.fail("counts at what depends on what came first")
	}
	l.counts = true
	basic, ok := l.info.TypeOf(lhs).Underlying().(*types.Basic)
	if l.own(lhs) {
		return true
	}
	switch {
	case op == token.LSS:
		return true // the greater, or the smaller
	case !ok:
		return l.fail("adds up in that order")
	case basic.Info()&types.IsString != 0:
		return l.fail("joins text in that order")
	case basic.Info()&(types.IsFloat|types.IsComplex) != 0:
		return l.fail("adds up floating-point numbers, whose sum depends on the order")
	}
	switch op {
	case token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN, token.AND_ASSIGN, token.OR_ASSIGN, token.XOR_ASSIGN, token.AND_NOT_ASSIGN, token.LAND, token.LOR:
		return true
	}
	return l.fail("computes in that order")
}

// commutative are the operators by which x = x op y adds y to x.
var commutative = map[token.Token]token.Token{
	token.ADD: token.ADD_ASSIGN, token.MUL: token.MUL_ASSIGN, token.AND: token.AND_ASSIGN, token.OR: token.OR_ASSIGN, token.XOR: token.XOR_ASSIGN,
	token.LAND: token.LAND, token.LOR: token.LOR,
}

// selfOperation is x = x op y, x = y op x, or x = max(x, y).
func (l *loop) selfOperation(lhs, rhs ast.Expr) (operand ast.Expr, op token.Token, ok bool) {
	text := types.ExprString(lhs)
	switch r := ast.Unparen(rhs).(type) {
	case *ast.BinaryExpr:
		op, ok := commutative[r.Op]
		if r.Op == token.SUB && types.ExprString(r.X) == text {
			return r.Y, token.SUB_ASSIGN, true
		}
		if ok && types.ExprString(r.X) == text {
			return r.Y, op, true
		}
		if ok && types.ExprString(r.Y) == text {
			return r.X, op, true
		}
	case *ast.CallExpr:
		if l.extremum(r) && types.ExprString(r.Args[0]) == text {
			return r.Args[1], token.LSS, true
		}
		if l.extremum(r) && types.ExprString(r.Args[1]) == text {
			return r.Args[0], token.LSS, true
		}
	}
	return nil, 0, false
}

// extremum says whether a call is the greater or the smaller of two.
func (l *loop) extremum(call *ast.CallExpr) bool {
	if len(call.Args) != 2 {
		return false
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		_, builtin := l.info.Uses[id].(*types.Builtin)
		return builtin && (id.Name == "max" || id.Name == "min")
	}
	fn := l.callee(call)
	return fn != nil && (fn.FullName() == "math.Max" || fn.FullName() == "math.Min")
}

// appendTo is x = append(x, ...).
func (l *loop) appendTo(lhs, rhs ast.Expr) (*ast.CallExpr, bool) {
	call, ok := ast.Unparen(rhs).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return nil, false
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "append" || types.ExprString(call.Args[0]) != types.ExprString(lhs) {
		return nil, false
	}
	_, builtin := l.info.Uses[id].(*types.Builtin)
	return call, builtin
}

// collects notes a place to which the loop appends: whether it is sorted shows after the loop.
func (l *loop) collects(lhs ast.Expr, call *ast.CallExpr) bool {
	if call != nil {
		for _, arg := range call.Args[1:] {
			if l.depends(arg) {
				return l.fail("appends what depends on what came first")
			}
		}
		if !l.expressions(call.Args[1:]...) {
			return false
		}
	}
	if l.own(lhs) {
		return true // each round appends to what is its own
	}
	l.counts = true
	l.collected = append(l.collected, collection{rootOf(l.info, lhs), types.ExprString(ast.Unparen(lhs)), ast.Unparen(lhs)})
	return true
}
