package effects

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/assay-dev/assay/vet/internal/std"
)

// expressions judges what is computed in a round: the calls in it must not change what outlives the round.
func (l *loop) expressions(all ...ast.Expr) bool {
	ok := true
	for _, e := range all {
		if e == nil {
			continue
		}
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				ok = ok && l.invocation(n)
			case *ast.FuncLit:
				return false // judged where it is called
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					ok = l.fail("receives in that order")
				}
			}
			return ok
		})
	}
	return ok
}

// expression judges a call that stands for itself.
func (l *loop) expression(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return l.expressions(e)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := l.info.Uses[id].(*types.Builtin); ok {
			return l.builtin(b.Name(), call)
		}
	}
	return l.expressions(e)
}

func (l *loop) builtin(name string, call *ast.CallExpr) bool {
	if !l.expressions(call.Args...) {
		return false
	}
	switch name {
	case "delete":
		l.counts = true
		if l.depends(call.Args[1]) {
			return l.fail("deletes what depends on what came first")
		}
		if l.deletesOthers(call) {
			return l.fail("deletes others of its keys, which may or may not have come")
		}
		return true
	case "copy":
		if root := rootOf(l.info, call.Args[0]); root == nil || l.inner[root] || l.own(call.Args[0]) {
			return true
		}
		return l.fail("copies over what came first")
	case "print", "println":
		return l.fail("prints in that order")
	}
	return true
}

// invocation judges a call within a round, its arguments apart.
func (l *loop) invocation(call *ast.CallExpr) bool {
	if tv, ok := l.info.Types[call.Fun]; ok && (tv.IsType() || tv.IsBuiltin()) {
		return true
	}
	if lit := l.literal(call.Fun); lit != nil {
		return l.inlined(lit.Body)
	}
	fn := l.callee(call)
	if fn == nil {
		return true // of a value: what it does is judged where it is known
	}
	args := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && l.info.Selections[sel] != nil {
		args = append([]ast.Expr{sel.X}, args...)
	}
	for i, arg := range args {
		root := rootOf(l.info, arg)
		if root == nil || l.inner[root] || l.own(arg) || !l.writes(fn, i) {
			continue
		}
		if l.setter(fn) {
			l.counts = true
			continue
		}
		return l.fail("calls " + fn.Name() + ", which changes " + types.ExprString(arg) + ", in that order")
	}
	return true
}

// literal is the function literal that is called: directly, or by the name of a local variable that holds no other.
func (l *loop) literal(fun ast.Expr) *ast.FuncLit {
	if lit, ok := ast.Unparen(fun).(*ast.FuncLit); ok {
		return lit
	}
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := l.info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	return l.literalOf(v)
}

// literalOf is the function literal that a variable is set to.
func (s *scope) literalOf(v *types.Var) (lit *ast.FuncLit) {
	for outer := s; outer != nil; outer = outer.outer {
		ast.Inspect(outer.body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
				for i, lhs := range a.Lhs {
					if id, ok := lhs.(*ast.Ident); ok && s.info.ObjectOf(id) == v {
						if f, ok := a.Rhs[i].(*ast.FuncLit); ok {
							lit = f
						}
					}
				}
			}
			return lit == nil
		})
	}
	return lit
}

// inlined judges the body of a function that a round calls as if it stood there.
func (l *loop) inlined(body *ast.BlockStmt) bool {
	if l.calls[body] {
		return true
	}
	l.calls[body] = true
	l.declares(body)
	l.changes(body)
	exits := l.exits
	ok := l.nested(func() bool {
		for _, s := range body.List {
			if _, isReturn := s.(*ast.ReturnStmt); !isReturn && !l.statement(s) {
				return false
			}
		}
		return true
	})
	l.exits = exits // it ends by itself
	return ok
}

// writes says whether a function changes what an argument leads to.
func (o *orders) writes(fn *types.Func, at int) bool {
	if fn.Pkg() != nil && o.p.standard(fn.Pkg()) {
		entry, _ := std.Lookup(fn)
		for _, w := range append(entry.Writes, entry.Deep...) {
			if w == at {
				return true
			}
		}
		for _, c := range entry.Calls {
			if c.Arg == at && (c.Method == "Write" || c.Method == "Push" || c.Method == "Pop" || c.Method == "Swap") {
				return true
			}
		}
		return false
	}
	var sum *Summary
	if body := o.p.ssa.Prog.FuncValue(fn); body != nil && len(body.Blocks) > 0 {
		sum = o.p.sums[body]
	} else if fn.Pkg() != nil && fn.Pkg() != o.p.pkg {
		sum, _ = o.p.imported(fn)
	}
	if sum == nil {
		return false
	}
	for _, w := range sum.Writes {
		if n := sum.Nodes[w.Node]; w.Kind == KindWriteInput && n.Kind == inputKind && n.Index == at {
			return true
		}
	}
	return false
}

// setter says whether a function changes what it is given so that the order of calls does not matter: it sets elements, or counts.
func (l *loop) setter(fn *types.Func) bool {
	decl := l.decls[fn]
	if decl == nil || decl.Body == nil || l.calls[decl] {
		return false
	}
	l.calls[decl] = true
	inner := &loop{
		scope: l.scope, body: decl.Body, inner: map[types.Object]bool{}, changed: map[types.Object]bool{}, tainted: map[types.Object]bool{},
		constants: map[string]string{}, calls: l.calls, depth: 1,
	}
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			if obj := l.info.Defs[name]; obj != nil && plainValue(obj.Type()) {
				inner.inner[obj] = true
			}
		}
	}
	inner.declares(decl.Body)
	inner.changes(decl.Body)
	return inner.block(decl.Body.List) && len(inner.collected) == 0 && len(inner.exits) == 0
}

// plainValue says whether a parameter is a value, and no way into what the caller has.
func plainValue(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Slice:
		return false
	}
	return true
}
