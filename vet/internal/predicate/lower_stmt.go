package predicate

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (c *compiler) block(list []ast.Stmt) Node {
	node := Node{Op: opBlock}
	for _, s := range list {
		node.Kids = append(node.Kids, c.stmt(s, ""))
	}
	return node
}

// stmt lowers a statement, which may have a label.
func (c *compiler) stmt(s ast.Stmt, label string) Node {
	switch s := s.(type) {
	case nil, *ast.EmptyStmt:
		return Node{}
	case *ast.BlockStmt:
		return c.block(s.List)
	case *ast.ExprStmt:
		return Node{Op: opExpr, Kids: []Node{c.expr(s.X)}}
	case *ast.AssignStmt:
		return c.assign(s)
	case *ast.IncDecStmt:
		one := Node{Op: opConst, Text: "1", Shape: c.shape(c.set.info.TypeOf(s.X))}
		op := "+"
		if s.Tok == token.DEC {
			op = "-"
		}
		return Node{Op: opUpdate, Text: op, Kids: []Node{c.expr(s.X), one}}
	case *ast.DeclStmt:
		return c.declaration(s)
	case *ast.IfStmt:
		return Node{Op: opIf, Kids: []Node{c.stmt(s.Init, ""), c.expr(s.Cond), c.stmt(s.Body, ""), c.stmt(s.Else, "")}}
	case *ast.ForStmt:
		return c.loop(s, label)
	case *ast.RangeStmt:
		return c.ranged(s, label)
	case *ast.SwitchStmt:
		return c.switched(s, label)
	case *ast.ReturnStmt:
		return c.returned(s)
	case *ast.BranchStmt:
		return branch(s)
	case *ast.LabeledStmt:
		return Node{Op: opLabeled, Text: s.Label.Name, Kids: []Node{c.stmt(s.Stmt, s.Label.Name)}}
	}
	return unread("runs a statement other than assignments, ifs, switches, loops and returns")
}

func branch(s *ast.BranchStmt) Node {
	ops := map[token.Token]string{token.BREAK: opBreak, token.CONTINUE: opContinue, token.FALLTHROUGH: opFallthrough}
	op, ok := ops[s.Tok]
	if !ok {
		return unread("uses goto")
	}
	node := Node{Op: op}
	if s.Label != nil {
		node.Text = s.Label.Name
	}
	return node
}

func (c *compiler) assign(s *ast.AssignStmt) Node {
	if op, ok := arithmetic[s.Tok]; ok {
		by := c.expr(s.Rhs[0])
		if op != "<<" && op != ">>" {
			by = c.value(s.Rhs[0], c.set.info.TypeOf(s.Lhs[0]))
		}
		return Node{Op: opUpdate, Text: op, Kids: []Node{c.expr(s.Lhs[0]), by}}
	}
	var values []Node
	if len(s.Lhs) == len(s.Rhs) {
		for i, e := range s.Rhs {
			values = append(values, c.value(e, c.targetType(s.Lhs[i], e)))
		}
	} else {
		values = []Node{c.many(s.Rhs[0])}
	}
	node := Node{Op: opAssign, N: len(s.Lhs)}
	for _, target := range s.Lhs {
		node.Kids = append(node.Kids, c.target(target))
	}
	node.Kids = append(node.Kids, values...)
	return node
}

// many lowers the right side of an assignment to many targets.
func (c *compiler) many(e ast.Expr) Node {
	if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		return c.index(index, true)
	}
	if _, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return c.expr(e)
	}
	return unread("evaluates %s", text(e))
}

func (c *compiler) targetType(target, value ast.Expr) types.Type {
	if isBlank(target) {
		return types.Default(c.set.info.TypeOf(value))
	}
	if id, ok := target.(*ast.Ident); ok {
		if v := c.set.info.Defs[id]; v != nil {
			return v.Type()
		}
	}
	return c.set.info.TypeOf(target)
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// target lowers what is assigned to. A variable that the statement declares is a declaration.
func (c *compiler) target(e ast.Expr) Node {
	if isBlank(e) {
		return Node{}
	}
	if id, ok := e.(*ast.Ident); ok {
		if v := c.set.info.Defs[id]; v != nil {
			return Node{Op: opDeclare, Shape: c.shape(v.Type()), Slots: []int{c.slot(v)}}
		}
	}
	node := c.expr(e)
	if node.Op == opGlobal || node.Op == opNativeRef {
		return unread("writes %s", text(e))
	}
	return node
}

func (c *compiler) declaration(s *ast.DeclStmt) Node {
	node := Node{Op: opBlock}
	for _, spec := range s.Decl.(*ast.GenDecl).Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || s.Decl.(*ast.GenDecl).Tok != token.VAR {
			continue
		}
		one := Node{Op: opAssign, N: len(v.Names)}
		var values []Node
		for i, e := range v.Values {
			if len(v.Values) == len(v.Names) {
				values = append(values, c.value(e, c.targetType(v.Names[i], e)))
			} else {
				values = append(values, c.many(e))
			}
		}
		for _, name := range v.Names {
			one.Kids = append(one.Kids, c.target(name))
			if len(v.Values) == 0 {
				values = append(values, Node{Op: opZero, Shape: c.shape(c.set.info.TypeOf(name))})
			}
		}
		one.Kids = append(one.Kids, values...)
		node.Kids = append(node.Kids, one)
	}
	return node
}

func (c *compiler) loop(s *ast.ForStmt, label string) Node {
	node := Node{Op: opFor, Text: label}
	init := c.stmt(s.Init, "")
	if a, ok := s.Init.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
		for _, target := range a.Lhs {
			if v := c.set.info.Defs[target.(*ast.Ident)]; v != nil {
				node.Slots = append(node.Slots, c.slot(v))
			}
		}
	}
	condition := Node{}
	if s.Cond != nil {
		condition = c.expr(s.Cond)
	}
	node.Kids = []Node{init, condition, c.stmt(s.Post, ""), c.block(s.Body.List)}
	return node
}

func (c *compiler) ranged(s *ast.RangeStmt, label string) Node {
	node := Node{Op: opRange, Text: label, Slots: []int{-1, -1}}
	over := c.expr(s.X)
	if tv := c.set.info.Types[s.X]; tv.Value != nil && s.Key != nil && !isBlank(s.Key) {
		if basic, ok := tv.Type.Underlying().(*types.Basic); ok && basic.Info()&types.IsInteger != 0 {
			over = c.value(s.X, c.targetType(s.Key, s.X)) // an untyped bound is of the key's type
		}
	}
	targets := make([]Node, 2)
	for i, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil || isBlank(e) {
			continue
		}
		targets[i] = c.target(e)
	}
	node.Kids = []Node{over, c.block(s.Body.List), targets[0], targets[1]}
	return node
}

func (c *compiler) switched(s *ast.SwitchStmt, label string) Node {
	node := Node{Op: opSwitch, Text: label, Kids: []Node{c.stmt(s.Init, ""), {}}}
	var t types.Type
	if s.Tag != nil {
		t = types.Default(c.set.info.TypeOf(s.Tag))
		node.Kids[1] = c.value(s.Tag, t)
	}
	for _, body := range s.Body.List {
		clause := body.(*ast.CaseClause)
		one := Node{Op: opClause, Slots: []int{len(clause.List)}}
		if clause.List == nil {
			one.N = 1
		}
		for _, e := range clause.List {
			if t != nil {
				one.Kids = append(one.Kids, c.value(e, t))
			} else {
				one.Kids = append(one.Kids, c.expr(e))
			}
		}
		one.Kids = append(one.Kids, c.block(clause.Body))
		node.Kids = append(node.Kids, one)
	}
	return node
}

func (c *compiler) returned(s *ast.ReturnStmt) Node {
	node := Node{Op: opReturn}
	for i, e := range s.Results {
		if len(s.Results) == c.result.Len() {
			node.Kids = append(node.Kids, c.value(e, c.result.At(i).Type()))
		} else {
			node.Kids = append(node.Kids, c.expr(e))
		}
	}
	return node
}
