package exhaustive

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/assay-dev/assay/vet/internal/sum"
)

// rest is what becomes of the cases that a switch does not name: its default, or the statements after it where every clause returns,
// or where all that follows is the answer.
type rest struct {
	clause    *ast.CaseClause // the default, or nil
	handles   bool            // it does something about them
	delegates bool            // it hands the value on to a function that takes the whole sum
}

func (s *survey) restOf(sw *branching) rest {
	all := clauses(sw.body)
	after := following(sw.at)
	at := slices.IndexFunc(all, func(c *ast.CaseClause) bool { return c.List == nil })
	if at >= 0 {
		values := []types.Object{sw.variable, s.info.Implicits[all[at]]}
		body := all[at].Body
		if len(body) == 0 && s.delegates(sw, after, values) {
			return rest{clause: all[at], delegates: true}
		}
		return rest{clause: all[at], handles: s.handles(sw, body), delegates: s.delegates(sw, body, values)}
	}
	return rest{
		handles:   len(after) > 0 && (leaves(all) || ends(after[:1])) && s.handles(sw, after) && !s.repeats(all, after),
		delegates: s.delegates(sw, after, []types.Object{sw.variable}),
	}
}

// following are the statements that run after one whose block has ended, up to the end of the function or loop.
func following(c inspector.Cursor) (after []ast.Stmt) {
	for {
		for next, ok := c.NextSibling(); ok; next, ok = next.NextSibling() {
			if statement, ok := next.Node().(ast.Stmt); ok {
				after = append(after, statement)
			}
		}
		for {
			c = c.Parent()
			switch c.Node().(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.SwitchStmt, *ast.TypeSwitchStmt:
				continue // its siblings are other clauses, or there are none
			case *ast.IfStmt, *ast.LabeledStmt:
			default:
				return after
			}
			break
		}
		switch c.Parent().Node().(type) {
		case *ast.BlockStmt, *ast.CaseClause:
		default:
			return after
		}
	}
}

// leaves says whether every clause ends by leaving the function, so that what follows the switch is for the rest alone.
func leaves(all []*ast.CaseClause) bool {
	return !slices.ContainsFunc(all, func(c *ast.CaseClause) bool { return !ends(c.Body) })
}

// ends says whether statements leave the function.
func ends(body []ast.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	switch last := body[len(body)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	case *ast.BlockStmt:
		return ends(last.List)
	case *ast.IfStmt:
		return last.Else != nil && ends(last.Body.List) && ends([]ast.Stmt{last.Else})
	case *ast.SwitchStmt:
		return leaves(clauses(last.Body)) && hasDefault(last.Body)
	case *ast.TypeSwitchStmt:
		return leaves(clauses(last.Body)) && hasDefault(last.Body)
	}
	return false
}

func hasDefault(body *ast.BlockStmt) bool {
	return slices.ContainsFunc(clauses(body), func(c *ast.CaseClause) bool { return c.List == nil })
}

// handles says whether statements do something: they call, assign, panic, or return what is neither an argument as it came nor
// nothing.
func (s *survey) handles(sw *branching, body []ast.Stmt) bool {
	return slices.ContainsFunc(body, func(statement ast.Stmt) bool {
		switch n := statement.(type) {
		case *ast.EmptyStmt, *ast.BranchStmt:
			return false
		case *ast.AssignStmt:
			return slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { id, ok := e.(*ast.Ident); return !ok || id.Name != "_" })
		case *ast.ReturnStmt:
			return s.answers(n)
		}
		return true
	})
}

// answers says whether a return says something: an error, a yes or no, or any value that had to be made. The arguments as they
// came and zero values say nothing.
func (s *survey) answers(n *ast.ReturnStmt) bool {
	if len(n.Results) == 0 {
		return false
	}
	last := n.Results[len(n.Results)-1]
	if v := s.info.Types[last].Value; v != nil && v.Kind() == constant.Bool && (len(n.Results) == 1 || !constant.BoolVal(v)) {
		return true
	}
	return slices.ContainsFunc(n.Results, func(e ast.Expr) bool { return !s.unchanged(e) && !s.zero(e) })
}

// repeats says whether all that follows a switch is a yes or no that one of its cases gives by name too: then those that are not
// named are passed over, and are not what the answer is for.
func (s *survey) repeats(all []*ast.CaseClause, after []ast.Stmt) bool {
	rest := s.yesOrNo(after)
	return rest != nil && slices.ContainsFunc(all, func(c *ast.CaseClause) bool {
		answer := s.yesOrNo(c.Body)
		return answer != nil && constant.BoolVal(answer) == constant.BoolVal(rest)
	})
}

// yesOrNo is the bool that statements return and do nothing else, or nil.
func (s *survey) yesOrNo(body []ast.Stmt) constant.Value {
	if len(body) != 1 {
		return nil
	}
	n, ok := body[0].(*ast.ReturnStmt)
	if !ok || len(n.Results) != 1 {
		return nil
	}
	if v := s.info.Types[n.Results[0]].Value; v != nil && v.Kind() == constant.Bool {
		return v
	}
	return nil
}

// unchanged says whether an expression is a variable as it is.
func (s *survey) unchanged(e ast.Expr) bool {
	_, ok := s.variable(e).(*types.Var)
	return ok
}

func (s *survey) zero(e ast.Expr) bool {
	e = ast.Unparen(e)
	tv := s.info.Types[e]
	if tv.IsNil() {
		return true
	}
	if tv.Value != nil {
		switch tv.Value.Kind() {
		case constant.String:
			return constant.StringVal(tv.Value) == ""
		case constant.Int, constant.Float:
			return constant.Sign(tv.Value) == 0
		default:
			return true // the yes beside zero values
		}
	}
	literal, ok := e.(*ast.CompositeLit)
	return ok && len(literal.Elts) == 0
}

// delegates says whether statements hand the value on: as an argument of the sum's own type to a call whose result is used, or by
// calling a method on it, which each variant has.
func (s *survey) delegates(sw *branching, body []ast.Stmt, values []types.Object) (found bool) {
	is := func(e ast.Expr) bool {
		v := s.variable(s.unconverted(e))
		return v != nil && slices.Contains(values, v)
	}
	for _, statement := range body {
		alone, _ := statement.(*ast.ExprStmt)
		ast.Inspect(statement, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || found {
				return !found
			}
			if method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && is(method.X) {
				found = true
			}
			if alone == nil || ast.Unparen(alone.X) != call {
				found = found || s.takesSum(sw, call, is)
			}
			return !found
		})
	}
	return found
}

func (s *survey) takesSum(sw *branching, call *ast.CallExpr, is func(ast.Expr) bool) bool {
	signature, ok := s.info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return false
	}
	for i, arg := range call.Args {
		if i < signature.Params().Len() && is(arg) && types.Identical(signature.Params().At(i).Type(), sw.over) {
			return true
		}
	}
	return false
}

// fixes name the missing cases in an empty case of their own, where what follows stays as it was and the code compiles.
func (s *survey) fixes(sw *branching, rest rest) []analysis.SuggestedFix {
	var labels string
	for i, m := range sw.missing {
		if m.label == "" || sw.sum != nil && s.generic(sw) {
			return nil
		}
		if i > 0 {
			labels += ", "
		}
		labels += m.label
	}
	edit := analysis.TextEdit{}
	switch {
	case rest.clause != nil:
		if rest.handles || len(rest.clause.Body) > 0 && !s.goesOn(sw) {
			return nil // without a default the function might lack a return
		}
		edit = analysis.TextEdit{Pos: rest.clause.Case, End: rest.clause.Colon, NewText: []byte("case " + labels)}
	default:
		file := s.pass.Fset.File(sw.body.Rbrace)
		if file.Line(sw.body.Lbrace) == file.Line(sw.body.Rbrace) {
			return nil
		}
		indent := make([]byte, file.Position(sw.body.Rbrace).Column-1)
		for i := range indent {
			indent[i] = '\t'
		}
		edit = analysis.TextEdit{Pos: sw.body.Rbrace, End: sw.body.Rbrace, NewText: append([]byte("case "+labels+":\n"), indent...)}
	}
	return []analysis.SuggestedFix{{Message: "Name the missing cases", TextEdits: []analysis.TextEdit{edit}}}
}

// generic says whether a case would need type arguments.
func (s *survey) generic(sw *branching) bool {
	return slices.ContainsFunc(sw.sum.Variants, func(v sum.Variant) bool { return v.Generic })
}

// goesOn says whether a statement follows the switch.
func (s *survey) goesOn(sw *branching) bool {
	next, ok := sw.at.NextSibling()
	if !ok {
		return false
	}
	_, statement := next.Node().(ast.Stmt)
	return statement
}
