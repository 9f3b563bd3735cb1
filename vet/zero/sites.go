package zero

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

const forallPath = "github.com/assay-dev/assay/forall"

// inspect looks at every expression of a declaration in which a zero value comes to be at once.
func (c *checker) inspect(root ast.Node) {
	var stack []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		switch n := n.(type) {
		case *ast.CompositeLit:
			c.composite(n, stack)
		case *ast.CallExpr:
			c.call(n, stack)
		case *ast.IndexExpr:
			c.mapRead(n, stack)
		case *ast.AssignStmt:
			c.blankOK(n.Lhs, n.Rhs)
		}
		stack = append(stack, n)
		return true
	})
}

// parent is what an expression stands in, parentheses aside.
func parent(stack []ast.Node) ast.Node {
	for i := len(stack) - 1; i >= 0; i-- {
		if _, ok := stack[i].(*ast.ParenExpr); !ok {
			return stack[i]
		}
	}
	return nil
}

// composite looks at a literal that leaves something at zero.
func (c *checker) composite(e *ast.CompositeLit, stack []ast.Node) {
	if c.flows[e] {
		return
	}
	t := c.TypesInfo.TypeOf(e)
	if t == nil {
		return
	}
	if p, ok := t.Underlying().(*types.Pointer); ok { // &T elided
		t = p.Elem()
	}
	left := c.left(e, t)
	if len(left) == 0 || c.harmless(e, stack) {
		return
	}
	c.wrong(e, left, nil, "%s", c.leaves(t, left, len(e.Elts) == 0))
}

// leaves says what a literal of a type leaves at zero.
func (c *checker) leaves(t types.Type, left []part, empty bool) string {
	name := c.judge.name(t)
	if _, ok := t.(*types.Struct); ok {
		name = "struct"
	}
	if empty {
		name += "{}"
	} else {
		name += "{...}"
	}
	switch first := named(left); {
	case len(first.path) == 0:
		return name + " is the zero value"
	case first.path[0] == every:
		return name + " leaves elements at zero"
	default:
		return name + " leaves " + strings.TrimPrefix(first.name(""), ".") + " at zero"
	}
}

// left are the wrong parts of what a literal leaves out.
func (c *checker) left(e *ast.CompositeLit, t types.Type) (left []part) {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if len(e.Elts) > 0 {
			if _, keyed := e.Elts[0].(*ast.KeyValueExpr); !keyed {
				return nil
			}
		}
		set := map[string]bool{}
		for _, element := range e.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				set[pair.Key.(*ast.Ident).Name] = true
			}
		}
		if len(set) == 0 {
			return c.judge.parts(t)
		}
		for _, p := range c.judge.parts(t) {
			if len(p.path) == 0 || !set[p.path[0]] {
				left = append(left, p)
			}
		}
	case *types.Array:
		return c.gaps(e, u.Elem(), u.Len())
	case *types.Slice:
		return c.gaps(e, u.Elem(), -1)
	}
	return left
}

// gaps are the wrong parts of the elements that a literal of a list passes over.
func (c *checker) gaps(e *ast.CompositeLit, elem types.Type, length int64) []part {
	parts := c.judge.parts(elem)
	if len(parts) == 0 {
		return nil
	}
	next, longest := int64(0), max(length, 0)
	set := map[int64]bool{}
	for _, element := range e.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if value := c.TypesInfo.Types[pair.Key].Value; value != nil {
				next, _ = constant.Int64Val(constant.ToInt(value))
			}
		}
		set[next] = true
		next++
		longest = max(longest, next)
	}
	if int64(len(set)) == longest {
		return nil
	}
	return within(every, parts)
}

// harmless says whether the zero value of an expression is only compared, thrown away, named for its type, or returned beside a failure.
func (c *checker) harmless(e ast.Expr, stack []ast.Node) bool {
	switch p := parent(stack).(type) {
	case *ast.BinaryExpr:
		return p.Op == token.EQL || p.Op == token.NEQ
	case *ast.ValueSpec:
		for _, name := range p.Names {
			if name.Name != "_" {
				return false
			}
		}
		return true
	case *ast.AssignStmt:
		return len(p.Lhs) == 1 && isBlank(p.Lhs[0])
	case *ast.ReturnStmt:
		return c.fails(p, resultsOf(c.TypesInfo, c.fn, stack))
	case *ast.UnaryExpr: // &T{}
		return p.Op == token.AND && c.harmless(p, stack[:len(stack)-1])
	case *ast.CallExpr:
		if fn, ok := typeutil.Callee(c.TypesInfo, p).(*types.Func); ok && (decodes(fn) || samples(fn)) {
			return true // a decoder is judged by itself
		}
		name := calleeName(p)
		return name == "TypeOf" || name == "Register" || name == "RegisterName"
	}
	return false
}

// samples says whether a function takes values for the sake of their types: forall.Sum lists the variants of an interface.
func samples(fn *types.Func) bool {
	return fn.Name() == "Sum" && fn.Pkg() != nil && fn.Pkg().Path() == forallPath
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

func calleeName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// resultsOf are the results of the innermost function around an expression.
func resultsOf(info *types.Info, fn *types.Func, stack []ast.Node) *types.Tuple {
	for i := len(stack) - 1; i >= 0; i-- {
		if literal, ok := stack[i].(*ast.FuncLit); ok {
			if s, ok := info.TypeOf(literal).(*types.Signature); ok {
				return s.Results()
			}
		}
	}
	if fn == nil {
		return nil
	}
	return fn.Signature().Results()
}

// fails says whether a return says that there is no result: beside an error that is not nil, or a false.
func (c *checker) fails(r *ast.ReturnStmt, results *types.Tuple) bool {
	if results == nil || len(r.Results) < 2 || len(r.Results) != results.Len() {
		return false
	}
	last := r.Results[len(r.Results)-1]
	tv := c.TypesInfo.Types[last]
	if isError(results.At(results.Len() - 1).Type()) {
		return !tv.IsNil()
	}
	return tv.Value != nil && tv.Value.Kind() == constant.Bool && !constant.BoolVal(tv.Value)
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// call looks at make, new, clear and decoders.
func (c *checker) call(e *ast.CallExpr, stack []ast.Node) {
	tv := c.TypesInfo.Types[ast.Unparen(e.Fun)]
	if !tv.IsBuiltin() {
		c.decoder(e)
		return
	}
	switch calleeName(e) {
	case "new":
		if t := c.TypesInfo.Types[e.Args[0]]; t.IsType() && !c.flows[e] && !c.harmless(e, stack) {
			if parts := c.judge.parts(t.Type); len(parts) > 0 {
				c.wrong(e, parts, nil, "new(%s) is the zero value", c.judge.name(t.Type))
			}
		}
	case "make":
		if parts := c.makes(e); len(parts) > 0 && !c.flows[e] && !c.harmless(e, stack) && !c.filledLater(stack) {
			c.wrong(e, parts, nil, "make(%s, %s) makes zero values: append to a slice of length 0", c.judge.name(c.TypesInfo.TypeOf(e)), types.ExprString(e.Args[1]))
		}
	case "clear":
		if s, ok := c.TypesInfo.TypeOf(e.Args[0]).Underlying().(*types.Slice); ok {
			if parts := c.judge.parts(s.Elem()); len(parts) > 0 {
				c.wrong(e, parts, nil, "clear(%s) makes its elements zero values: use %s[:0]", types.ExprString(e.Args[0]), types.ExprString(e.Args[0]))
			}
		}
	}
}

// makes are the wrong parts of the elements of a slice that is made with some.
func (c *checker) makes(e *ast.CallExpr) []part {
	s, ok := c.TypesInfo.TypeOf(e).Underlying().(*types.Slice)
	if !ok || len(e.Args) < 2 {
		return nil
	}
	if n := c.TypesInfo.Types[e.Args[1]].Value; n != nil && constant.Sign(n) == 0 {
		return nil
	}
	return within(every, c.judge.parts(s.Elem()))
}

// filledLater says whether what is made is assigned to something other than a variable, whose elements the function assigns in a loop
// or copies to.
func (c *checker) filledLater(stack []ast.Node) bool {
	a, ok := parent(stack).(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 1 || c.body == nil {
		return false
	}
	if c.filled == nil {
		c.filled = map[string]bool{}
		ast.Inspect(c.body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt:
				c.fills(n.Body)
			case *ast.RangeStmt:
				c.fills(n.Body)
			case *ast.CallExpr:
				if calleeName(n) == "copy" && len(n.Args) == 2 {
					c.filled[types.ExprString(n.Args[0])] = true
				}
			}
			return true
		})
	}
	return c.filled[types.ExprString(a.Lhs[0])]
}

func (c *checker) fills(body *ast.BlockStmt) {
	for _, target := range loopTargets(body) {
		c.filled[types.ExprString(target.X)] = true
	}
}

// loopTargets are the elements that each round of a loop assigns, before it can end.
func loopTargets(body *ast.BlockStmt) (targets []*ast.IndexExpr) {
	for _, s := range body.List {
		if leaves(s) {
			return targets
		}
		a, ok := s.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for _, target := range a.Lhs {
			for {
				if selector, ok := target.(*ast.SelectorExpr); ok {
					target = selector.X
					continue
				}
				break
			}
			if index, ok := target.(*ast.IndexExpr); ok {
				targets = append(targets, index)
			}
		}
	}
	return targets
}

// leaves says whether a statement may end the round or the loop it is in.
func leaves(s ast.Stmt) (found bool) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BranchStmt:
			found = true
		case *ast.FuncLit:
			return false
		}
		return !found
	})
	return found
}

// blankOK looks at an assignment that throws away whether there is a value: v, _ := m[k], and the Get of an Option.
func (c *checker) blankOK(lhs, rhs []ast.Expr) {
	if len(lhs) != 2 || len(rhs) != 1 || !isBlank(lhs[1]) || isBlank(lhs[0]) {
		return
	}
	t := c.TypesInfo.TypeOf(lhs[0])
	if t == nil {
		return
	}
	parts := c.judge.parts(t)
	if len(parts) == 0 {
		return
	}
	switch e := ast.Unparen(rhs[0]).(type) {
	case *ast.IndexExpr:
		c.wrong(e, parts, nil, "%s is the zero %s where there is none: look at the ok that is thrown away", types.ExprString(e), c.judge.name(t))
	case *ast.TypeAssertExpr:
		c.wrong(e, parts, nil, "%s is the zero %s where it is of another type: look at the ok that is thrown away", types.ExprString(e), c.judge.name(t))
	case *ast.CallExpr:
		fn, ok := typeutil.Callee(c.TypesInfo, e).(*types.Func)
		if ok && fn.Name() == "Get" && fn.Pkg() != nil && fn.Pkg().Path() == refinePath {
			c.wrong(e, parts, nil, "%s is the zero %s where there is none: look at the result that is thrown away", types.ExprString(e), c.judge.name(t))
		}
	}
}
