package effects

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A loop is the body of a range in the order of a map, as it is judged: whatever the order, the state after it must be the same.
type loop struct {
	*scope
	stmt ast.Stmt
	body *ast.BlockStmt
	key  types.Object // differs in each round, where that is known
	// inner are the variables of one round: those of the range, and those that the body declares.
	inner map[types.Object]bool
	// changed are the outer variables that the body changes, and tainted the inner ones that depend on these.
	changed, tainted map[types.Object]bool
	constants        map[string]string // what is assigned to outer places whatever the round is
	collected        []collection
	counts           bool     // it adds up, sets keys or collects, all of which an early end makes partial
	exits            []string // what is returned early, as text
	depth            int      // loops and switches within it, that a break may be of
	calls            map[ast.Node]bool
	why              string
}

// A collection is a variable, or a field of it, to which a loop appends.
type collection struct {
	root types.Object
	text string
	expr ast.Expr
}

func newLoop(s *scope, stmt *ast.RangeStmt, keyed bool) *loop {
	l := &loop{
		scope: s, stmt: stmt, body: stmt.Body, inner: map[types.Object]bool{}, changed: map[types.Object]bool{}, tainted: map[types.Object]bool{},
		constants: map[string]string{}, calls: map[ast.Node]bool{},
	}
	for _, e := range []ast.Expr{stmt.Key, stmt.Value} {
		if id, ok := e.(*ast.Ident); ok {
			if obj := s.info.ObjectOf(id); obj != nil {
				l.inner[obj] = true
				if keyed && e == stmt.Key {
					l.key = obj
				}
			}
		}
	}
	l.declares(stmt.Body)
	l.changes(stmt.Body)
	return l
}

// declares notes the variables that a body declares.
func (l *loop) declares(body ast.Node) {
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj, ok := l.info.Defs[id].(*types.Var); ok {
				l.inner[obj] = true
			}
		}
		if clause, ok := n.(*ast.CaseClause); ok {
			if obj := l.info.Implicits[clause]; obj != nil {
				l.inner[obj] = true
			}
		}
		return true
	})
}

// changes notes the outer variables that a body changes.
func (l *loop) changes(body ast.Node) {
	mark := func(e ast.Expr) {
		if obj := rootOf(l.info, e); obj != nil && !l.inner[obj] {
			l.changed[obj] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				mark(lhs)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		}
		return true
	})
}

// rootOf is the variable that an expression is a part of: m of m[k].f, p of *p.
func rootOf(info *types.Info, e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			if x.Name == "_" {
				return nil
			}
			return info.ObjectOf(x)
		case *ast.SelectorExpr:
			if _, ok := info.Selections[x]; !ok {
				return info.ObjectOf(x.Sel) // of a package
			}
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			if x.Op != token.AND {
				return nil
			}
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// commutes says whether the rounds of the loop may come in any order, and what is wrong where they may not.
func (l *loop) commutes() (what string, ok bool) {
	if !l.block(l.body.List) {
		return l.why, false
	}
	if len(l.exits) > 0 && l.counts {
		return "stops early, after whatever came first", false
	}
	for _, e := range l.exits {
		if e != l.exits[0] {
			return "stops early with what came first", false
		}
	}
	return "", true
}

// deletesOthers says whether a call of delete takes another key than that of the round out of the map that the loop goes over, itself or
// by an iterator: whether that one comes depends on the order.
func (l *loop) deletesOthers(call *ast.CallExpr) bool {
	loop, ok := l.stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	over := ast.Unparen(loop.X)
	if seq, ok := over.(*ast.CallExpr); ok && len(seq.Args) == 1 {
		if fn := l.callee(seq); fn == nil || fn.FullName() != "maps.Keys" && fn.FullName() != "maps.All" {
			return false
		}
		over = ast.Unparen(seq.Args[0])
	}
	if root := rootOf(l.info, over); root == nil || root != rootOf(l.info, call.Args[0]) || types.ExprString(over) != types.ExprString(ast.Unparen(call.Args[0])) {
		return false
	}
	key, ok := loop.Key.(*ast.Ident)
	at, isID := ast.Unparen(call.Args[1]).(*ast.Ident)
	return !ok || !isID || l.info.ObjectOf(key) != l.info.ObjectOf(at)
}

func (l *loop) fail(why string) bool {
	if l.why == "" {
		l.why = why
	}
	return false
}

func (l *loop) block(list []ast.Stmt) bool {
	for i, s := range list {
		if by, ok := l.skipsSeen(s); ok {
			return l.determined(list[i+1:], by)
		}
		if !l.statement(s) {
			return false
		}
	}
	return true
}

// statement judges a statement of the body.
func (l *loop) statement(s ast.Stmt) bool {
	switch s := s.(type) {
	case nil, *ast.EmptyStmt:
		return true
	case *ast.BlockStmt:
		return l.block(s.List)
	case *ast.LabeledStmt:
		return l.statement(s.Stmt)
	case *ast.DeclStmt:
		return l.declaration(s)
	case *ast.AssignStmt:
		return l.assign(s)
	case *ast.IncDecStmt:
		return l.accumulates(s.X, nil, token.ADD_ASSIGN)
	case *ast.ExprStmt:
		return l.expression(s.X)
	case *ast.IfStmt:
		return l.ifStmt(s)
	case *ast.ForStmt:
		return l.nested(func() bool {
			return l.statement(s.Init) && l.condition(s.Cond) && l.statement(s.Post) && l.block(s.Body.List)
		})
	case *ast.RangeStmt:
		return l.nested(func() bool { return l.expressions(s.X) && l.block(s.Body.List) })
	case *ast.SwitchStmt:
		return l.nested(func() bool { return l.statement(s.Init) && l.condition(s.Tag) && l.block(s.Body.List) })
	case *ast.TypeSwitchStmt:
		return l.nested(func() bool { return l.statement(s.Init) && l.statement(s.Assign) && l.block(s.Body.List) })
	case *ast.CaseClause:
		for _, e := range s.List {
			if !l.condition(e) {
				return false
			}
		}
		return l.block(s.Body)
	case *ast.BranchStmt:
		return l.branch(s)
	case *ast.ReturnStmt:
		return l.returns(s)
	}
	return l.fail("does things in that order") // defer, go, select, send
}

// nested judges a statement whose breaks are its own.
func (l *loop) nested(judge func() bool) bool {
	l.depth++
	defer func() { l.depth-- }()
	return judge()
}

func (l *loop) declaration(s *ast.DeclStmt) bool {
	decl, ok := s.Decl.(*ast.GenDecl)
	if !ok || decl.Tok != token.VAR {
		return true
	}
	for _, spec := range decl.Specs {
		spec := spec.(*ast.ValueSpec)
		if !l.expressions(spec.Values...) {
			return false
		}
		for _, name := range spec.Names {
			l.taints(l.info.Defs[name], spec.Values...)
		}
	}
	return true
}

// taints marks an inner variable that depends on what earlier rounds did.
func (l *loop) taints(obj types.Object, from ...ast.Expr) {
	for _, e := range from {
		if obj != nil && l.depends(e) {
			l.tainted[obj] = true
		}
	}
}

// depends says whether an expression depends on what earlier rounds did.
func (l *loop) depends(e ast.Expr) bool {
	return l.mentions(e, func(obj types.Object) bool { return l.changed[obj] || l.tainted[obj] })
}

// varies says whether an expression depends on which round it is.
func (l *loop) varies(e ast.Expr) bool {
	return l.mentions(e, func(obj types.Object) bool { return l.inner[obj] })
}

func (l *loop) mentions(e ast.Expr, which func(types.Object) bool) (found bool) {
	if e == nil {
		return false
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := l.info.Uses[id]; obj != nil && which(obj) {
				found = true
			}
		}
		return !found
	})
	return found
}

// condition judges an expression on which the course of a round depends.
func (l *loop) condition(e ast.Expr) bool {
	if e == nil {
		return true
	}
	if l.depends(e) {
		return l.fail("does what depends on what came first")
	}
	return l.expressions(e)
}

func (l *loop) branch(s *ast.BranchStmt) bool {
	switch s.Tok {
	case token.CONTINUE, token.FALLTHROUGH:
		return true // a labelled continue of an outer loop ends this one
	case token.BREAK:
		if l.depth == 0 || s.Label != nil {
			l.exits = append(l.exits, "break")
		}
		return true
	}
	return l.fail("jumps")
}

func (l *loop) returns(s *ast.ReturnStmt) bool {
	text := "return"
	for _, e := range s.Results {
		if l.varies(e) || l.depends(e) {
			return l.fail("returns what came first")
		}
		if !l.expressions(e) {
			return false
		}
		text += " " + types.ExprString(e)
	}
	l.exits = append(l.exits, text)
	return true
}
