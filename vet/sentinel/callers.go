package sentinel

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// comparison is a mark that callers look for in a result.
type comparison struct {
	of   result
	mark string
}

// compared says whether the package compares a result with a mark, where it is called or once it is in a variable.
func (s *survey) compared(r result, mark string) bool {
	if s.comparisons == nil {
		s.comparisons = map[comparison]bool{}
		s.readComparisons(s.assigned())
	}
	return s.comparisons[comparison{r, mark}]
}

// assigned are the results that variables get.
func (s *survey) assigned() map[types.Object][]result {
	from := map[types.Object][]result{}
	note := func(left []*ast.Ident, right []ast.Expr) {
		for i, id := range left {
			if id == nil {
				continue
			}
			e, at := right[0], i
			if len(right) == len(left) {
				e, at = right[i], 0
			}
			if fn := s.callee(e); fn != nil {
				v := s.info.ObjectOf(id)
				from[v] = append(from[v], result{fn, at})
			}
		}
	}
	for c := range s.in.Root().Preorder((*ast.AssignStmt)(nil), (*ast.ValueSpec)(nil)) {
		switch n := c.Node().(type) {
		case *ast.AssignStmt:
			left := make([]*ast.Ident, len(n.Lhs))
			for i, e := range n.Lhs {
				left[i], _ = e.(*ast.Ident)
			}
			note(left, n.Rhs)
		case *ast.ValueSpec:
			if len(n.Values) > 0 {
				note(n.Names, n.Values)
			}
		}
	}
	return from
}

func (s *survey) readComparisons(from map[types.Object][]result) {
	note := func(e ast.Expr, mark string) {
		e = ast.Unparen(e)
		if fn := s.callee(e); fn != nil {
			s.comparisons[comparison{result{fn, 0}, mark}] = true
		}
		if id, ok := e.(*ast.Ident); ok {
			for _, r := range from[s.info.ObjectOf(id)] {
				s.comparisons[comparison{r, mark}] = true
			}
		}
	}
	for c := range s.in.Root().Preorder((*ast.BinaryExpr)(nil)) {
		n := c.Node().(*ast.BinaryExpr)
		if n.Op != token.EQL && n.Op != token.NEQ {
			continue
		}
		for _, mark := range []string{minusOne, empty, null} {
			if s.isMark(n.Y, mark) {
				note(n.X, mark)
			}
			if s.isMark(n.X, mark) {
				note(n.Y, mark)
			}
		}
	}
}

// callee is the function or method that an expression calls, or nil.
func (s *survey) callee(e ast.Expr) *types.Func {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if fn, ok := typeutil.Callee(s.info, call).(*types.Func); ok {
		return fn.Origin()
	}
	return nil
}
