package zero

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
)

// conditions are the variables that a function asks about, in ifs and loops: bools, and whether something is nil. What is known of each
// is part of a state, so that "if !found { return }" tells the paths apart on which something was found.
type conditions struct {
	info  *types.Info
	vars  []types.Object
	heads map[ast.Node]bool // the conditions themselves
}

// conditionsMax is how many variables are followed: each has two bits of a state, known to be true (or nil) and known not to be.
const (
	conditionsMax = 6
	conditionBit  = 48
	partsMax      = 48
)

// conditionsOf finds the variables that a body asks about. Those that somebody else may write are left out.
func conditionsOf(info *types.Info, body *ast.BlockStmt) *conditions {
	c := &conditions{info: info, heads: map[ast.Node]bool{}}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			c.head(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				c.head(n.Cond)
			}
		}
		return true
	})
	written := writtenElsewhere(info, body)
	c.vars = slices.DeleteFunc(c.vars, func(v types.Object) bool { return written[v] })
	c.vars = c.vars[:min(len(c.vars), conditionsMax)]
	return c
}

func (c *conditions) head(e ast.Expr) {
	c.heads[e] = true
	ast.Inspect(e, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if v, _ := c.atom(e); v != nil && !slices.Contains(c.vars, v) {
				c.vars = append(c.vars, v)
			}
		}
		return true
	})
}

// atom is the variable that a condition asks about, and the answer for which the condition holds.
func (c *conditions) atom(e ast.Expr) (v types.Object, holds bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := c.info.Uses[e].(*types.Var)
		if ok && local(v) && isBool(v.Type()) {
			return v, true
		}
	case *ast.BinaryExpr:
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok || !c.info.Types[e.Y].IsNil() || e.Op != token.EQL && e.Op != token.NEQ {
			return nil, false
		}
		if v, ok := c.info.Uses[id].(*types.Var); ok && local(v) {
			return v, e.Op == token.EQL
		}
	}
	return nil, false
}

func local(v *types.Var) bool { return v.Pkg() != nil && v.Parent() != v.Pkg().Scope() && !v.IsField() }

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

// writtenElsewhere are the variables whose address is taken, or that a function literal assigns.
func writtenElsewhere(info *types.Info, body *ast.BlockStmt) map[types.Object]bool {
	written := map[types.Object]bool{}
	note := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && info.Uses[id] != nil {
			written[info.Uses[id]] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		case *ast.FuncLit:
			ast.Inspect(n.Body, func(m ast.Node) bool {
				if a, ok := m.(*ast.AssignStmt); ok {
					for _, target := range a.Lhs {
						note(target)
					}
				}
				return true
			})
		}
		return true
	})
	return written
}

// know gives a state what is known of a variable: the answer, or nothing.
func (c *conditions) know(s state, v types.Object, known, answer bool) state {
	at := slices.Index(c.vars, v)
	if at < 0 || v == nil {
		return s
	}
	yes, no := state(1)<<(conditionBit+2*at), state(1)<<(conditionBit+2*at+1)
	s &^= yes | no
	switch {
	case known && answer:
		s |= yes
	case known:
		s |= no
	}
	return s
}

// knows is what a state knows of a variable.
func (c *conditions) knows(s state, v types.Object) (known, answer bool) {
	at := slices.Index(c.vars, v)
	if at < 0 {
		return false, false
	}
	yes, no := s&(1<<(conditionBit+2*at)) != 0, s&(1<<(conditionBit+2*at+1)) != 0
	return yes || no, yes
}

// assigned gives a state what an assignment says; a value of nil is one among many results.
func (c *conditions) assigned(s state, target, value ast.Expr) state {
	id, ok := ast.Unparen(target).(*ast.Ident)
	if !ok {
		return s
	}
	v := c.info.ObjectOf(id)
	if value == nil {
		return c.know(s, v, false, false)
	}
	tv := c.info.Types[value]
	switch {
	case tv.Value != nil && tv.Value.Kind() == constant.Bool:
		return c.know(s, v, true, constant.BoolVal(tv.Value))
	case tv.IsNil():
		return c.know(s, v, true, true)
	}
	switch e := ast.Unparen(value).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return c.know(s, v, true, false)
		}
	case *ast.CallExpr:
		switch types.ExprString(e.Fun) {
		case "errors.New", "fmt.Errorf", "new", "make":
			return c.know(s, v, true, false)
		}
	}
	return c.know(s, v, false, false)
}

// declared gives a state what a declaration without a value says.
func (c *conditions) declared(s state, name *ast.Ident) state {
	v := c.info.Defs[name]
	if v == nil {
		return s
	}
	return c.know(s, v, true, !isBool(v.Type()))
}

// follow is the state in which a condition has an outcome; possible is false where it cannot have it.
func (c *conditions) follow(s state, e ast.Expr, outcome bool) (after state, possible bool) {
	e = ast.Unparen(e)
	if v, holds := c.atom(e); v != nil {
		known, answer := c.knows(s, v)
		if known && answer != (holds == outcome) {
			return s, false
		}
		return c.know(s, v, true, holds == outcome), true
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return c.follow(s, e.X, !outcome)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND && outcome || e.Op == token.LOR && !outcome { // both sides have the outcome
			if s, possible = c.follow(s, e.X, outcome); !possible {
				return s, false
			}
			return c.follow(s, e.Y, outcome)
		}
		if e.Op == token.LAND || e.Op == token.LOR { // one of them has it
			_, left := c.follow(s, e.X, outcome)
			_, right := c.follow(s, e.Y, outcome)
			switch {
			case !left:
				return c.follow(s, e.Y, outcome)
			case !right:
				return c.follow(s, e.X, outcome)
			}
		}
	}
	return s, true
}
